/** Puts the cluster's certificate into each namespace, for its Pods (pkg/controller/certificates/rootcacertpublisher). */
import type {ConfigMap} from '../../api/core-v1/config.ts';
import type {Namespace} from '../../api/core-v1/namespace.ts';
import {semanticEqual} from '../../apimachinery/equal.ts';
import type {Change} from '../api/store.ts';
import type {Controller} from '../controller.ts';
import {isActive} from './namespace/phase.ts';

const name = 'kube-root-ca.crt';
const annotations = {
	'kubernetes.io/description':
		'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
};
/** No certificate is ever checked here; this has only the form of one. */
const data = {'ca.crt': '-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVkIGNsdXN0ZXI=\n-----END CERTIFICATE-----\n'};

export const rootCaCertPublisher: Controller = {
	name: 'root-ca-certificate-publisher-controller',
	manager: 'kube-controller-manager',
	watches: {
		namespaces: ({type, object}: Change<Namespace>) => (type === 'DELETED' ? [] : [object.metadata.name]),
		configmaps: ({object}: Change<ConfigMap>) => (object.metadata.name === name ? [object.metadata.namespace!] : []),
	},
	sync(namespace, {api}) {
		if (!isActive(namespace, api)) {
			return;
		}
		const present = api.get<ConfigMap>('configmaps', namespace, name);
		if (!present) {
			const metadata = {name, namespace, annotations};
			api.create<ConfigMap>('configmaps', {apiVersion: 'v1', kind: 'ConfigMap', metadata, data});
		} else if (!semanticEqual(present.data, data)) {
			const metadata = {...present.metadata, annotations};
			api.update<ConfigMap>('configmaps', {...present, metadata, data});
		}
	},
};
