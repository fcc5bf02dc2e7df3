/** Whether a container may start as the user that it would run as (pkg/kubelet/kuberuntime/security_context_others.go). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {ContainerConfigError} from './environment.ts';
import {fullPodName} from './work.ts';

/**
 * @param imageUser the user id that the image names
 * @throws ContainerConfigError where it must not be root and would be
 */
export function verifyRunAsNonRoot(pod: Pod, container: Container, imageUser: number): void {
	const ofPod = pod.spec.securityContext;
	const own = container.securityContext;
	if (!(own?.runAsNonRoot ?? ofPod?.runAsNonRoot)) {
		return;
	}
	const asked = own?.runAsUser ?? ofPod?.runAsUser;
	if ((asked ?? imageUser) !== 0) {
		return;
	}
	const where = `(pod: "${fullPodName(pod)}", container: ${container.name})`;
	throw new ContainerConfigError(
		asked === 0
			? `container's runAsUser breaks non-root policy ${where}`
			: `container has runAsNonRoot and image will run as root ${where}`,
	);
}
