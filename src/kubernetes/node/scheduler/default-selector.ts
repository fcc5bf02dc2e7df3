/** Which Pods count as replicas of a Pod, from its Services and its owner (plugins/helper/spread.go DefaultSelector). */
import type {ReplicaSet, StatefulSet} from '../../../api/apps-v1.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import type {Service} from '../../../api/core-v1/service.ts';
import {controllerOf} from '../../../apimachinery/object.ts';
import type {ApiClient} from '../../api/client.ts';
import {type LabelTest, labelTest} from '../../label-selector.ts';

const ownerResources: Readonly<Record<string, string>> = {
	'apps/v1/ReplicaSet': 'replicasets.apps',
	'apps/v1/StatefulSet': 'statefulsets.apps',
};

/** Nothing for a Pod that no Service selects and that belongs to neither a ReplicaSet nor a StatefulSet. */
export function defaultSpreadTest(pod: Pod, api: ApiClient): LabelTest | undefined {
	const tests: LabelTest[] = [];
	const namespace = pod.metadata.namespace ?? '';
	for (const service of api.list<Service>('services', namespace)) {
		const selector = service.spec.selector;
		if (selector && Object.keys(selector).length > 0) {
			const test = labelTest({matchLabels: selector});
			if (test(pod.metadata.labels)) {
				tests.push(test);
			}
		}
	}
	const owner = controllerOf(pod);
	const resource = owner && ownerResources[`${owner.apiVersion}/${owner.kind}`];
	if (resource) {
		const controller = api.get<ReplicaSet | StatefulSet>(resource, namespace, owner.name);
		if (controller) {
			tests.push(labelTest(controller.spec.selector));
		}
	}
	return tests.length < 2 ? tests[0] : labels => tests.every(test => test(labels));
}
