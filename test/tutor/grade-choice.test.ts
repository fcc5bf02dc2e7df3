import {expect, it} from 'vitest';
import {gradeChoice} from '../../src/tutor/grading/grade-choice.ts';
import type {ChoiceQuestion} from '../../src/tutor/missions/mission.ts';

const option = (id: string, text: string, right = false) => ({id, text, right, reply: `about ${text}`});
const question: ChoiceQuestion = {
	id: 'q',
	kind: 'choice',
	ask: '',
	answer: '',
	samples: {right: [], partial: [], wrong: []},
	choices: [
		option('pod', 'bare Pod'),
		option('deploy', 'Deployment'),
		option('ds', 'DaemonSet', true),
		option('sts', 'StatefulSet'),
	],
};

it.each([
	['3', 'right'],
	['DaemonSet', 'right'],
	['a daemon set, of course', 'right'],
	['daemonsets', 'right'],
	['a DaemonSet, not a Deployment', 'right'],
	['4.', 'wrong'],
	['Deployment', 'wrong'],
	['not a DaemonSet', 'wrong'],
	['DaemonSet or Deployment', 'wrong'],
	['number 3', 'right'],
	['2 or 3', 'wrong'],
	['not 3', 'wrong'],
	['7', 'wrong'],
	['', 'wrong'],
	['idk', 'wrong'],
	['a bare pod', 'wrong'],
])('%j is %s', (answer, verdict) => {
	expect(gradeChoice(question, answer).verdict).toBe(verdict);
});
