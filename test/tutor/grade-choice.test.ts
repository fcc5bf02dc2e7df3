import {describe, expect, it} from 'vitest';
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
	['c', 'right'],
	['(c)', 'right'],
	['the third one', 'right'],
	['option three', 'right'],
	['ds', 'right'],
	['DeamonSet', 'right'],
	['DaemonSet, since a Deployment would not run on every node', 'right'],
	['rather a DaemonSet than a StatefulSet', 'right'],
	['neither a Deployment nor a StatefulSet', 'wrong'],
	['anything but a DaemonSet', 'wrong'],
	["I don't think it is a DaemonSet", 'wrong'],
	['DaemonSet and Deployment', 'wrong'],
	['the last one', 'wrong'],
	['first', 'wrong'],
])('%j is %s', (answer, verdict) => {
	expect(gradeChoice(question, answer).verdict).toBe(verdict);
});

describe('choices that are sentences', () => {
	const sentences: ChoiceQuestion = {
		...question,
		choices: [
			option('room', 'The nodes have too little room'),
			{...option('image', 'The image is missing', true), also: ['wrong tag']},
			option('crash', 'The program crashes'),
		],
	};
	it.each([
		['the image is missing', 'right'],
		['missing image', 'right'],
		["the image doesn't exist", 'right'],
		['there is no such image', 'right'],
		['the image', 'right'],
		['it has the wrong tag', 'right'],
		['not the image', 'wrong'],
		['the image is too large', 'wrong'],
		['it crashes', 'wrong'],
		['the image is missing and the program crashes', 'wrong'],
		['too little room', 'wrong'],
	])('%j is %s', (answer, verdict) => {
		expect(gradeChoice(sentences, answer).verdict).toBe(verdict);
	});
});
