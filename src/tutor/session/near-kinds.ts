/** What somebody may have meant who named a kind that is none. */
import {editDistance} from '../../kubectl/find-command.ts';
import {commands} from '../../kubectl/main.ts';
import type {ClusterView} from '../checks/cluster-view.ts';
import {objectCalled} from './near-names.ts';

/** The kinds that a misspelt word may have meant. */
const kinds = [
	'pods',
	'nodes',
	'services',
	'namespaces',
	'events',
	'deployments',
	'replicasets',
	'daemonsets',
	'statefulsets',
	'configmaps',
	'secrets',
	'persistentvolumeclaims',
	'persistentvolumes',
	'storageclasses',
];

/** Short names of kinds, which some write in the plural. */
const shortKinds = ['po', 'no', 'svc', 'ns', 'ev', 'deploy', 'rs', 'ds', 'sts', 'cm', 'pvc', 'pv', 'sc'];

/** The sentence for a word that is no kind. */
export function noSuchKind(word: string, line: string, view: ClusterView): string {
	if (commands.some(({name}) => name === word)) {
		return `${word} is a command of kubectl itself: type \`kubectl ${word} …\`.`;
	}
	// kubectl takes what follows a dot for the kind's API group.
	const file = line.split(/\s+/).find(typed => typed.startsWith(`${word}.`) && /\.(ya?ml|json)$/.test(typed));
	if (file !== undefined || word === 'yaml' || word === 'json') {
		return `A file comes after -f, as in \`-f ${file ?? 'web.yaml'}\`.`;
	}
	const near =
		shortKinds.find(kind => `${kind}s` === word || (kind.length > 3 && editDistance(kind, word) <= 2)) ??
		kinds.find(kind => editDistance(kind, word.endsWith('s') ? word : `${word}s`) <= 2);
	if (near) {
		return `Kubernetes has no kind called ${word}. Did you mean ${near}?`;
	}
	const object = objectCalled(word, view);
	if (object) {
		return `Kubernetes has no kind called ${word}. It is the name of a ${object.kind}: \`${object.path}\`.`;
	}
	return `Kubernetes has no kind called ${word}. If it is a name, its kind comes first, as in \`get pod ${word}\`; \`kubectl api-resources\` lists the kinds.`;
}
