/** The file that tells a Kubernetes client where the server is and how to get in. */
import {toYaml} from '../apimachinery/yaml/write.ts';
import type {Credentials} from './credentials.ts';

export interface KubeconfigOptions {
	/** Such as `https://127.0.0.1:6443`. */
	readonly url: string;
	readonly credentials: Pick<Credentials, 'authority' | 'token'>;
	/** The namespace of commands that name none. */
	readonly namespace?: string;
	/** What the cluster, the user and the context are called. */
	readonly name?: string;
}

/** The name of the context, where nobody gave another. */
export const contextName = 'k8s-workloads-tutor';

/** The text of a kubeconfig with one context, which is the current one. It holds the token: keep it from others. */
export function kubeconfig({url, credentials, namespace, name = contextName}: KubeconfigOptions): string {
	const authority = Buffer.from(credentials.authority).toString('base64');
	return toYaml({
		apiVersion: 'v1',
		kind: 'Config',
		clusters: [{name, cluster: {server: url, 'certificate-authority-data': authority}}],
		users: [{name, user: {token: credentials.token}}],
		contexts: [{name, context: {cluster: name, user: name, ...(namespace && {namespace})}}],
		'current-context': name,
		preferences: {},
	});
}
