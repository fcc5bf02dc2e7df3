/** Gives each namespace its account `default` (pkg/controller/serviceaccount/serviceaccounts_controller.go). */
import type {ServiceAccount} from '../../api/core-v1/config.ts';
import type {Namespace} from '../../api/core-v1/namespace.ts';
import type {Change} from '../api/store.ts';
import type {Controller} from '../controller.ts';
import {isActive} from './namespace/phase.ts';

const name = 'default';

export const serviceAccounts: Controller = {
	name: 'serviceaccount-controller',
	manager: 'kube-controller-manager',
	watches: {
		namespaces: ({type, object}: Change<Namespace>) => (type === 'DELETED' ? [] : [object.metadata.name]),
		serviceaccounts: ({type, object}: Change<ServiceAccount>) =>
			type === 'DELETED' && object.metadata.name === name ? [object.metadata.namespace!] : [],
	},
	sync(namespace, {api}) {
		if (isActive(namespace, api) && !api.get('serviceaccounts', namespace, name)) {
			api.create<ServiceAccount>('serviceaccounts', {
				apiVersion: 'v1',
				kind: 'ServiceAccount',
				metadata: {name, namespace},
			});
		}
	},
};
