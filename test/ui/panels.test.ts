/** What a learner sees in the panels of a mission, at the sizes where room is scarce. */
import {describe, expect, it} from 'vitest';
import type {HostView, MissionView} from '../../src/tutor/host.ts';
import {missionModel} from '../../src/ui/models/mission.ts';
import {firstState, type ScreenState} from '../../src/ui/state.ts';
import {plain} from '../../src/ui/text/line.ts';
import {fitSections} from '../../src/ui/views/sections.ts';
import {labNodes, pod} from './support/cluster.ts';
import {exampleMission, exampleView} from './support/fake-host.ts';

const sizes = [
	{columns: 60, rows: 20},
	{columns: 80, rows: 24},
	{columns: 120, rows: 40},
];
const words = (count: number) => Array.from({length: count}, (_, index) => `word${index}`).join(' ');
const manyRows = Array.from({length: 60}, (_, index) => `row ${index}`).join('\n');

const passed: MissionView['stage'] = {
	kind: 'passed',
	why: [`the Pod is ready ${words(20)}`],
	otherWays: [words(30), words(30)],
	deeper: ['pod lifecycle'],
	next: 'step 3: Look closer at all that there is to be seen in it',
};

/** The rows of the lesson or the panel that is open, while much output wants room. */
function panel(
	mission: Partial<MissionView>,
	size: {columns: number; rows: number},
	state: Partial<ScreenState> = {},
	view: Partial<HostView> = {},
): string[] {
	const whole = {
		...exampleView,
		mission: {...exampleMission, lesson: words(200), hints: [words(30), words(30)], ...mission},
		output: [{id: 1, kind: 'stdout' as const, text: manyRows}],
		nodes: labNodes,
		...view,
	};
	const model = missionModel({...firstState, reading: false, ...state}, whole, size);
	return (model.side && state.panel ? model.side : model.panel).rows.map(plain);
}

describe.each(sizes)('at $columns×$rows', size => {
	it('shows after a pass why, and how it goes on', () => {
		const text = panel({stage: passed}, size).join('\n');
		expect(text).toMatch(/✓ Passed: the Pod is ready.*word19/s);
		expect(text).toContain('→ Enter goes on');
		expect(text).not.toContain('hint:');
	});

	it('shows it too while the lesson is scrolled', () => {
		const text = panel({stage: passed}, size, {panelTop: 20}).join('\n');
		expect(text).toContain('✓ Passed:');
		expect(text).toContain('→ Enter goes on');
	});

	it('has what is not shown whole at the end of what scrolls', () => {
		const text = Array.from({length: 80}, (_, top) => panel({stage: passed}, size, {panelTop: top}).join('\n')).join();
		expect(text).toContain('to dig deeper: pod lifecycle');
		expect(text).toContain('word19');
	});

	it('shows the question after it was answered', () => {
		const stage: MissionView['stage'] = {
			kind: 'asking',
			question: `Why is it gone? ${words(12)}`,
			attempts: [{text: words(20), verdict: 'right', there: [words(10), words(10)], missing: [], wrong: []}],
			settled: true,
			answer: words(20),
			next: 'step 3',
		};
		const text = panel({stage}, size).join('\n');
		expect(text).toContain('? Why is it gone?');
		expect(text).toContain('Right.');
		expect(text).toContain('In short: word0');
		expect(text).toContain('→ Enter goes on');
	});

	it.each(['map', 'timeline'] as const)('says in the %s how it goes on', id => {
		const text = panel({stage: passed}, size, {panel: id}, {timeline: []}).join('\n');
		if (size.columns < 110) {
			expect(text).toMatch(/→ Enter goes on(\.| to step 3: Look closer)/);
			expect(text).not.toMatch(/goes on to.*F2/s);
			expect(text).toContain('✓ Passed: the Pod is ready');
		}
	});

	it('opens the timeline at its newest entries', () => {
		const timeline = Array.from({length: 60}, (_, index) => ({
			at: index * 1000,
			who: 'kubelet',
			what: `did ${index}.`,
		}));
		expect(panel({}, size, {panel: 'timeline'}, {timeline}).join('\n')).toContain('did 59.');
	});

	it('gives a map that was opened the rows for the names of Pods', () => {
		const pods = ['web-a', 'web-b', 'web-c', 'web-d', 'web-e', 'web-f'].map((name, index) =>
			pod(name, {node: `worker-${1 + (index % 3)}`}),
		);
		const text = panel({}, size, {panel: 'map'}, {pods}).join('\n');
		for (const {metadata} of pods) {
			expect(text).toContain(metadata.name);
		}
	});
});

describe('sections', () => {
	const rows = (name: string, count: number) => Array.from({length: count}, (_, index) => [{text: `${name}${index}`}]);
	const sections = [
		{rows: rows('a', 3), rank: 2, least: 1},
		{rows: rows('b', 2), rank: 0, least: 0},
		{rows: rows('c', 2), rank: 3, least: 1, short: [[{text: 'c'}]]},
	];

	it.each([
		[7, ['a0', 'a1', 'a2', 'b0', 'b1', 'c0', 'c1'], 0],
		[6, ['a0', 'a1', 'a2', 'c0', 'c1'], 2],
		[4, ['a0', 'a1 …', 'c0', 'c1'], 5],
		[2, ['a0 …', 'c'], 5],
		[1, ['c'], 5],
	])('in %i rows give way in the order of their ranks', (most, shown, left) => {
		const fitted = fitSections(sections, {most, width: 20});
		expect(fitted.rows.map(plain)).toEqual(shown);
		expect(fitted.left).toHaveLength(left);
	});
});
