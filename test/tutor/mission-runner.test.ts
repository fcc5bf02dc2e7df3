import {expect, it} from 'vitest';
import {freshMemory, freshProgress} from '../../src/tutor/missions/machine.ts';
import type {Mission} from '../../src/tutor/missions/mission.ts';
import {MissionRunner} from '../../src/tutor/session/mission-runner.ts';

const mission: Mission = {
	id: 'm',
	version: 1,
	title: '',
	summary: '',
	workers: 3,
	files: {},
	hidden: {},
	deeper: [],
	steps: [
		{
			id: 'roll-back',
			title: '',
			lesson: '',
			task: '',
			begin: [],
			goal: [{exists: {kind: 'Deployment', name: 'web'}}],
			question: {
				id: 'how',
				kind: 'choice',
				ask: 'How?',
				answer: 'With undo.',
				choices: [{id: 'undo', text: 'undo', right: true, reply: ''}],
				samples: {right: [], partial: [], wrong: []},
			},
			hints: ['Type kubectl rollout undo.'],
			solution: [],
			others: [],
			wrong: [],
			learned: 'The old Pods were never touched.',
		},
	],
};

function opened(reached: boolean): MissionRunner {
	const memory = {...freshMemory, hints: 1, ...(reached && {reached: ['Deployment web exists']})};
	const hooks = {
		changed() {},
		failed(error: unknown) {
			throw error;
		},
	};
	return new MissionRunner(mission, 1, {...freshProgress(mission), memory}, hooks);
}

it('gives away nothing of what is asked after a goal by the hints for the goal', () => {
	expect(opened(false).view()).toMatchObject({stage: {kind: 'doing'}, hints: ['Type kubectl rollout undo.']});
	expect(opened(true).view()).toMatchObject({stage: {kind: 'asking'}, hints: [], hintsLeft: 0});
});

it('says what was learned when the question is settled', () => {
	const runner = opened(true);
	expect(runner.view().stage).not.toHaveProperty('answer');
	runner.giveUp('unsure');
	expect(runner.view().stage).toMatchObject({answer: 'With undo.\nThe old Pods were never touched.'});
});
