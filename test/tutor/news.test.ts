import {describe, expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {newsBetween, standing} from '../../src/tutor/session/news.ts';

const before = new Map([
	['Pod web', 'Running and Ready'],
	['Node worker-1', 'Ready'],
]);

describe('what has become of the cluster', () => {
	it.each([
		['nothing, where all stands as it did', {}, [], undefined],
		['a new state', {'Pod web': 'Terminating'}, [], 'Pod web is now Terminating'],
		['what is new', {'Pod db': 'Pending'}, [], 'Pod db is new, and Pending'],
		['what is gone', {}, ['Pod web'], 'Pod web is gone'],
		[
			'two things',
			{'Node worker-1': 'NotReady', 'Pod db': 'Pending'},
			[],
			'Node worker-1 is now NotReady, and Pod db is new, and Pending',
		],
		[
			'more than two, counted',
			{'Node worker-1': 'NotReady', 'Pod db': 'Pending'},
			['Pod web'],
			'Node worker-1 is now NotReady, Pod db is new, and Pending, and 1 more',
		],
	] as const)('%s', (_what, changed, gone, words) => {
		const after = new Map([...before, ...Object.entries(changed)]);
		for (const name of gone) {
			after.delete(name);
		}
		expect(newsBetween(before, after)).toBe(words);
	});

	it("of the system, after that of one's own", () => {
		const named = (kind: string, name: string, namespace?: string) =>
			({kind, metadata: {name, ...(namespace !== undefined && {namespace})}}) as KubernetesObject;
		const pods = [named('Pod', 'calico-node-x', 'kube-system'), named('Pod', 'web', 'default')];
		expect([...standing(viewOf([...pods, named('Node', 'worker-1')])).keys()]).toEqual([
			'Node worker-1',
			'Pod web',
			'Pod calico-node-x',
		]);
	});
});
