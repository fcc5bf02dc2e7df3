import type {DaemonSet} from '../../../src/api/apps-v1.ts';
import type {ApiClient} from '../../../src/kubernetes/api/client.ts';

/** Gives a DaemonSet's one container another image. */
export function setImage(client: ApiClient, name: string, image: string): void {
	const daemonSet = client.get<DaemonSet>('daemonsets.apps', 'default', name)!;
	const {template} = daemonSet.spec;
	const containers = [{...template.spec.containers[0]!, image}];
	const spec = {...daemonSet.spec, template: {...template, spec: {...template.spec, containers}}};
	client.update('daemonsets.apps', {...daemonSet, spec});
}
