/** Mirror Pods stand for Pods that a kubelet reads from files. */
import type {KubernetesObject} from '../../../../apimachinery/object.ts';

export const mirrorAnnotation = 'kubernetes.io/config.mirror';

export function isMirrorPod({metadata}: KubernetesObject): boolean {
	return metadata.annotations?.[mirrorAnnotation] !== undefined;
}
