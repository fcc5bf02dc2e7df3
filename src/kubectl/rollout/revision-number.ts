/** The revision that an annotation of a Deployment or of its ReplicaSet tells (kubectl pkg/util/deployment/deployment.go). */
import type {KubernetesObject} from '../../apimachinery/object.ts';

const annotation = 'deployment.kubernetes.io/revision';

/** 0 where there is none, or no whole number. Revisions go on counting from whatever a client wrote, up to 2^63. */
export function revisionNumber({metadata}: KubernetesObject): bigint {
	const text = metadata.annotations?.[annotation] ?? '';
	return /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : 0n;
}
