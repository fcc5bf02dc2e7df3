import {expect, it} from 'vitest';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {evaluate, find} from '../../src/tutor/checks/evaluate.ts';
import {type Sightings, sight} from '../../src/tutor/checks/replacement.ts';
import type {Check} from '../../src/tutor/missions/mission.ts';

const goal: Check[] = [{replaced: {kind: 'Pod', state: 'Ready'}}];

/** `a@set`: the Pod a of the ReplicaSet set; with `-` it is being deleted, with `?` it is not Ready. */
function pod(text: string): KubernetesObject {
	const [, mark = '', name = '', owner = ''] = /^([-?]?)(.*)@(.*)$/.exec(text)!;
	return {
		apiVersion: 'v1',
		kind: 'Pod',
		metadata: {
			name: name.split('/')[0]!,
			namespace: 'default',
			uid: name,
			ownerReferences: [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner, controller: true}],
			...(mark === '-' && {deletionTimestamp: '2026-01-01T00:00:00Z'}),
		},
		status: {phase: 'Running', conditions: [{type: 'Ready', status: mark === '?' ? 'False' : 'True'}]},
	} as unknown as KubernetesObject;
}

/** What the goal says after each of these looks at the cluster. */
function after(...looks: string[]) {
	let seen: Sightings = {};
	let view = viewOf([]);
	for (const look of looks) {
		view = viewOf(look.split(' ').filter(Boolean).map(pod));
		seen = sight(goal, view, seen, find);
	}
	return evaluate(goal, view, {looks: [], read: [], seen});
}

it.each([
	['one is deleted and another made', ['a@s b@s', '-a@s b@s', '-a@s b@s c@s'], 'c took the place of a'],
	['both are seen at once', ['a@s b@s', 'b@s c@s'], 'c took the place of a'],
	['the new one has the old name', ['db-0/1@s', '', 'db-0/2@s'], 'Pod db-0 was made anew'],
	['the old one cannot end, as its node is dead', ['a@s', '-a@s', '-a@s b@s'], 'b took the place of a'],
])('something is replaced where %s', (_, looks, why) => {
	expect(after(...looks)).toEqual({passed: true, why: [why], missing: []});
});

it.each([
	['nothing has ended', ['a@s', 'a@s b@s'], 'no Pod has ended in this step yet'],
	['nothing has come', ['a@s b@s', 'b@s'], 'nothing has taken the place of Pod a yet'],
	['the new one is not Ready', ['a@s', '?b@s'], 'Pod b is Running, not Ready; the goal is Ready'],
	['its controller was made anew, too', ['a@s', '', 'b@t'], 'nothing has taken the place of Pod a yet'],
	['an undo brought it back', ['a@s b@s', '-a@s b@s', 'a@s b@s'], 'no Pod has ended in this step yet'],
])('nothing is replaced where %s', (_, looks, missing) => {
	expect(after(...looks)).toEqual({passed: false, why: [], missing: [missing]});
});

it('remembers nothing where no goal asks for it', () => {
	expect(sight([], viewOf([pod('a@s')]), {}, find)).toEqual({});
});
