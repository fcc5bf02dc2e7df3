import {describe, expect, it} from 'vitest';
import {createActor} from 'xstate';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {
	freshMemory,
	freshProgress,
	type MissionProgress,
	migrateProgress,
	missionMachine,
	reopened,
} from '../../src/tutor/missions/machine.ts';
import type {Mission, Step} from '../../src/tutor/missions/mission.ts';

const base = {lesson: '', task: '', begin: [], hints: ['one', 'two'], solution: [], others: [], wrong: [], learned: ''};
const question = {
	id: 'q',
	kind: 'words',
	ask: '?',
	answer: '!',
	rubric: {ideas: [], enough: 1, misconceptions: []},
	samples: {right: [], partial: [], wrong: []},
} as const;
const exists = (name: string): Pick<Step, 'goal'> => ({goal: [{exists: {kind: 'Thing', name}}]});

const mission: Mission = {
	id: 'm', version: 1, title: '', summary: '', workers: 3, files: {}, hidden: {}, deeper: [],
	steps: [
		{...base, id: 'make', title: '', ...exists('a')},
		{...base, id: 'foresee', title: '', ...exists('b'), predict: {question: '?', outcome: '', choices: [{id: 'x', text: '', right: true}]}},
		{...base, id: 'ask', title: '', goal: [], question},
	],
}; // biome-ignore format: a table

const thing = (name: string) => ({apiVersion: 'v1', kind: 'Thing', metadata: {name}}) as KubernetesObject;
const seen = (...names: string[]) => ({type: 'observed', view: viewOf(names.map(thing))}) as const;
const attempt = {text: '', verdict: 'right', there: [], missing: [], wrong: []} as const;

function start(progress: MissionProgress = freshProgress(mission)) {
	const actor = createActor(missionMachine, {input: {mission, progress}});
	actor.start();
	return actor;
}

function progressOf(actor: ReturnType<typeof start>): MissionProgress {
	const {context, value} = actor.getSnapshot();
	return {
		version: 1,
		passed: context.passed,
		step: mission.steps[context.index]!.id,
		memory: context.memory,
		finished: value === 'finished',
	};
}

describe('a mission', () => {
	it('passes a step by itself, keeps it passed, and waits to go on', () => {
		const actor = start();
		actor.send(seen());
		expect(actor.getSnapshot().value).toBe('doing');
		actor.send(seen('a'));
		expect(actor.getSnapshot().value).toBe('passed');
		expect(actor.getSnapshot().context.passed).toEqual({make: ['Thing a exists']});
		actor.send(seen());
		expect(actor.getSnapshot().value).toBe('passed');
		actor.send({type: 'next'});
		expect(actor.getSnapshot().context.index).toBe(1);
	});

	it('asks for the prediction before anything counts', () => {
		const actor = start({...freshProgress(mission), step: 'foresee'});
		actor.send(seen('b'));
		expect(actor.getSnapshot().value).toBe('predicting');
		actor.send({type: 'predict', choice: null});
		actor.send(seen('b'));
		expect(actor.getSnapshot().value).toBe('passed');
	});

	it('keeps asking until an answer settles the question', () => {
		const actor = start({...freshProgress(mission), step: 'ask'});
		actor.send({type: 'next'});
		actor.send({type: 'answered', attempt: {...attempt, verdict: 'wrong'}, settles: false});
		actor.send({type: 'next'});
		expect(actor.getSnapshot().value).toBe('asking');
		expect(actor.getSnapshot().context.passed).toEqual({});
		actor.send({type: 'answered', attempt, settles: true});
		// Passed already, for who leaves now.
		expect(actor.getSnapshot().context.passed).toHaveProperty('ask');
		expect(actor.getSnapshot().value).toBe('asking');
		actor.send({type: 'next'});
		expect(actor.getSnapshot().value).toBe('finished');
		expect(actor.getSnapshot().context.passed).toHaveProperty('ask');
	});

	it('counts a look only when the time that was to go by has', () => {
		const goal = [{waited: '1m'}, {looked: {at: 'pods'}}] as const;
		const patient = {...mission, steps: [{...base, id: 'wait', title: '', goal}]};
		const actor = createActor(missionMachine, {input: {mission: patient, progress: freshProgress(patient)}});
		actor.start();
		const at = (seconds: number) => actor.send({type: 'observed', view: viewOf([], seconds * 1000)});
		const look = {type: 'looked', look: {at: 'pods', by: 'get'}} as const;
		at(100);
		actor.send(look);
		at(159);
		expect(actor.getSnapshot().context.outcome.missing).toEqual([
			'1m has not gone by in this step yet',
			'a look at the list of pods',
		]);
		at(160);
		expect(actor.getSnapshot().value).toBe('doing');
		// Taken back by undo, time goes by anew.
		at(90);
		at(149);
		actor.send(look);
		at(150);
		expect(actor.getSnapshot().value).toBe('doing');
		actor.send(look);
		at(150);
		expect(actor.getSnapshot().value).toBe('passed');
	});

	it('gives no more hints than there are', () => {
		const actor = start();
		for (let i = 0; i < 5; i++) {
			actor.send({type: 'hint'});
		}
		expect(actor.getSnapshot().context.memory.hints).toBe(2);
	});

	it('can be skipped without passing', () => {
		const actor = start();
		actor.send({type: 'skip'});
		expect(actor.getSnapshot().context.index).toBe(1);
		expect(actor.getSnapshot().context.passed).toEqual({});
	});

	it('is gone on with at the first step that was left for later, once it is over', () => {
		const left: MissionProgress = {...freshProgress(mission), passed: {foresee: []}, step: 'ask', finished: true};
		expect(reopened(mission, left)).toMatchObject({step: 'make', finished: false, memory: freshMemory});
		expect(reopened(mission, {...left, finished: false}).step).toBe('ask');
		const done = {...left, passed: {make: [], foresee: [], ask: []}};
		expect(reopened(mission, done)).toBe(done);
	});

	it('goes past steps that are passed already', () => {
		const actor = start({...freshProgress(mission), passed: {foresee: []}});
		actor.send(seen('a'));
		actor.send({type: 'next'});
		expect(actor.getSnapshot().context.index).toBe(2);
	});

	it('keeps one look of a kind, however often one looks', () => {
		const actor = start();
		for (const name of ['a', 'a', 'b', 'a']) {
			actor.send({type: 'looked', look: {at: 'things', by: 'get', name}});
		}
		expect(actor.getSnapshot().context.memory.looks.map(({name}) => name)).toEqual(['a', 'b']);
	});

	it('goes on from what was stored, at any point, as if it had never stopped', () => {
		const events = [
			seen(), {type: 'hint'}, seen('a'), {type: 'next'}, {type: 'predict', choice: 'x'}, {type: 'begun'}, seen('a'), seen('b'),
			{type: 'next'}, {type: 'answered', attempt: {...attempt, verdict: 'partial'}, settles: false},
			{type: 'answered', attempt, settles: true}, {type: 'next'},
		] as const; // biome-ignore format: a list
		const whole = start();
		let stopped = start();
		for (const event of events) {
			whole.send(event);
			stopped.send(event);
			stopped = start(JSON.parse(JSON.stringify(progressOf(stopped))));
			if (whole.getSnapshot().value !== 'finished') {
				expect(stopped.getSnapshot().value).toEqual(whole.getSnapshot().value);
			}
			expect(progressOf(stopped).memory).toEqual(progressOf(whole).memory);
			expect(progressOf(stopped).passed).toEqual(progressOf(whole).passed);
		}
	});
});

describe('a mission that has changed', () => {
	const changed: Mission = {...mission, version: 2, steps: [{...mission.steps[0]!, id: 'new-first'}, ...mission.steps]};

	it('keeps what was passed, and goes on at the first step that was not', () => {
		const progress = {...freshProgress(mission), passed: {make: ['why']}, step: 'foresee'};
		expect(migrateProgress(changed, progress)).toMatchObject({
			version: 2,
			passed: {make: ['why']},
			step: 'new-first',
			memory: freshMemory,
		});
	});

	it('survives a step that is no longer there', () => {
		const progress = {...freshProgress(mission), passed: {make: [], foresee: [], ask: []}, step: 'vanished'};
		expect(migrateProgress(mission, progress)).toMatchObject({finished: true, step: 'ask'});
	});
});
