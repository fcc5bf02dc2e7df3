/** The lesson panel: what a step teaches, and pinned under it what is to be done, what is missing, or why it passed. */
import type {Attempt, MissionView, Stage} from '../../tutor/host.ts';
import {type Line, line, type Span, type Style, span} from '../text/line.ts';
import {inline, markdown} from '../text/markdown.ts';
import {theme} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';
import type {Section} from './sections.ts';

type Passed = Extract<Stage, {kind: 'passed'}>;

export interface LessonView {
	/** What can be scrolled. */
	readonly body: readonly Line[];
	/** What stays in sight. */
	readonly pinned: readonly Section[];
}

export interface LessonOptions {
	/** Which answer of a prediction is marked, counted from 0. */
	readonly choice?: number | undefined;
	/** Something runs at the prompt, so that Enter does not go on. */
	readonly running?: boolean;
}

export function lessonView(mission: MissionView, width: number, options: LessonOptions = {}): LessonView {
	return {
		body: [line(mission.step.title, theme.title), [], ...markdown(mission.lesson, width)],
		pinned: pinnedView(mission, width, options),
	};
}

/** What is to be done or answered now; every panel shows it. */
export function pinnedView(mission: MissionView, width: number, options: LessonOptions = {}): Section[] {
	const stage = stageSections(mission, width, options.choice);
	const prediction = {rows: predictionRows(mission, width), rank: 1, least: 0};
	return [
		// What came of the prediction ends what was done; a question begins something new.
		...(mission.stage.kind === 'asking' ? [prediction, ...stage] : [...stage, prediction]),
		{rows: hintRows(mission, width), rank: 4, least: 1},
		// Last, so that it stays in sight where not all does: it is what changes.
		{rows: missingRows(mission.stage, width), rank: 5, least: 1},
		nextSection(mission, width, options.running ?? false),
	].filter(({rows}) => rows.length > 0);
}

/** Sections in all their rows. */
export function allRows(sections: readonly Section[]): readonly Line[] {
	return sections.flatMap(({rows}) => rows);
}

/** The sections of a stage; `rank` says what is needed least to go on. */
function stageSections(mission: MissionView, width: number, choice: number | undefined): Section[] {
	const {stage} = mission;
	switch (stage.kind) {
		case 'doing':
		case 'predicting':
			return [{rows: stageRows(mission, width, choice), rank: 5, least: 1}];
		case 'passed':
			return [
				{rows: whyRows(stage, width), rank: 4, least: 1},
				{rows: furtherRows(stage, width), rank: 0, least: 0},
			];
		case 'asking': {
			const attempt = stage.attempts.at(-1);
			return [
				{rows: questionRows(stage.question, width), rank: 2, least: 1},
				...(attempt
					? [
							{rows: attemptTextRows(attempt, width), rank: 0, least: 0},
							{rows: verdictRows(attempt, width), rank: 5, least: 1},
							{rows: gradingRows(attempt, width), rank: stage.settled ? 1 : 4, least: stage.settled ? 0 : 1},
						]
					: []),
				{rows: answerRows(stage.answer, width), rank: 3, least: 1},
				{rows: deeperRows(stage, width), rank: 0, least: 0},
			];
		}
	}
}

function stageRows({stage, task}: MissionView, width: number, choice: number | undefined): Line[] {
	switch (stage.kind) {
		case 'doing':
			return task === '' ? [] : marked('▸', theme.title, inline(task, theme.strong), width);
		case 'predicting':
			return [
				...marked('?', theme.title, inline(stage.question, theme.strong), width),
				...predictionChoices(stage.choices).flatMap(({text}, index) => {
					const chosen = index === choice;
					const label = `${chosen ? '▸' : ' '} ${index + 1}. `;
					return wrapWords(
						[span(label, chosen ? theme.title : theme.quiet), ...inline(text, chosen ? theme.strong : undefined)],
						width,
						{
							hang: [span('     ')],
						},
					);
				}),
			];
		default:
			return [];
	}
}

/** What is not there yet. */
function missingRows(stage: Stage, width: number): Line[] {
	return stage.kind === 'doing'
		? stage.missing.flatMap(text => marked('·', theme.busy, [span('missing: ', theme.busy), ...inline(text)], width))
		: [];
}

function whyRows({why}: Passed, width: number): Line[] {
	const passed = span(why.length === 0 ? 'Passed.' : 'Passed: ', {...theme.ok, bold: true});
	return why.length === 0
		? marked('✓', theme.ok, [passed], width)
		: why.flatMap((text, index) =>
				marked(index === 0 ? '✓' : ' ', theme.ok, [...(index === 0 ? [passed] : []), ...inline(text)], width),
			);
}

/** What is worth knowing beyond the step. */
function furtherRows(stage: Passed, width: number): Line[] {
	const {otherWays} = stage;
	return [
		...otherWays.flatMap((text, index) =>
			marked(
				index === 0 ? '·' : ' ',
				theme.quiet,
				[...(index === 0 ? [span('also: ', theme.quiet)] : []), ...inline(text)],
				width,
			),
		),
		...deeperRows(stage, width),
	];
}

/** Search terms, at the end of a mission. */
function deeperRows({deeper = []}: {readonly deeper?: readonly string[]}, width: number): Line[] {
	return deeper.length > 0
		? marked('·', theme.quiet, [span(`to dig deeper: ${deeper.join(', ')}`, theme.quiet)], width)
		: [];
}

/** The model answer. */
function answerRows(answer: string | undefined, width: number): Line[] {
	return (answer?.split(/\n+/) ?? []).flatMap((text, index) =>
		marked('·', theme.ok, [...(index === 0 ? [span('In short: ', theme.strong)] : []), ...inline(text)], width),
	);
}

/** A question; the choices that it may have stand on lines of their own. */
function questionRows(question: string, width: number): Line[] {
	return question
		.split('\n')
		.flatMap((text, index) => marked(index === 0 ? '?' : ' ', theme.title, inline(text, theme.strong), width));
}

/** The choices of a prediction; "Not sure" is always one. */
export function predictionChoices(choices: readonly {readonly id: string; readonly text: string}[]): readonly {
	readonly id: string | undefined;
	readonly text: string;
}[] {
	return [...choices, {id: undefined, text: 'Not sure'}];
}

/** How it goes on, once it can; while something runs Enter is for that. */
function nextSection({stage}: MissionView, width: number, running: boolean): Section {
	if (stage.kind !== 'passed' && !(stage.kind === 'asking' && stage.settled)) {
		return {rows: [], rank: 6, least: 0};
	}
	const arrow = (content: Line) => marked('→', theme.title, content, width);
	if (running) {
		const stop = [span('Ctrl+C', theme.strong), span(' stops what is running')];
		return {
			rows: arrow([...stop, span('; then you can go on.')]),
			rank: 6,
			least: 1,
			short: arrow([...stop, span('.')]),
		};
	}
	const enter = span('Enter', theme.strong);
	const again = stage.kind === 'passed' && stage.again;
	const left = again ? againRows(width) : leftRows(stage.left ?? [], width);
	return stage.next === undefined
		? {rows: [...left, ...arrow([enter, span(' goes back to the missions.')])], rank: 6, least: 1}
		: {
				rows: [...left, ...arrow([enter, span(` goes on to ${stage.next}${/[?!]$/.test(stage.next) ? '' : '.'}`)])],
				rank: 6,
				least: 1,
				short: arrow([enter, span(' goes on.')]),
			};
}

/** A mission that is over: how to play it once more. */
function againRows(width: number): Line[] {
	return marked(
		'·',
		theme.quiet,
		[span('This mission is done. '), span('reset', theme.strong), span(' begins it again.')],
		width,
	);
}

/** The steps that were skipped, and how to come back to them. */
function leftRows(steps: readonly number[], width: number): Line[] {
	if (steps.length === 0) {
		return [];
	}
	const which = `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
	return marked(
		'·',
		theme.busy,
		[
			span('left for later: ', theme.busy),
			span(`${which}. Open this mission again for ${steps.length === 1 ? 'it' : 'them'}.`),
		],
		width,
	);
}

const verdicts: Readonly<Record<Attempt['verdict'], readonly [mark: string, text: string, style: Style]>> = {
	right: ['✓', 'Right.', theme.ok],
	partial: ['◐', 'Partly.', theme.busy],
	wrong: ['✗', 'Not yet.', theme.bad],
	unsure: ['·', 'Not sure is an answer too.', theme.quiet],
	claimed: ['✓', 'Taken as right, on your word.', theme.ok],
};

/** What was answered. */
function attemptTextRows({text}: Attempt, width: number): Line[] {
	return text.trim() === '' ? [] : marked('>', theme.quiet, [span(text.replace(/\s+/g, ' '), theme.quiet)], width);
}

function verdictRows(attempt: Attempt, width: number): Line[] {
	const [mark, verdict, style] = verdicts[attempt.verdict];
	return marked(mark, style, [span(verdict, {...style, bold: true})], width);
}

/** What was in the answer, what is missing from it, and what in it is not so. */
function gradingRows(attempt: Attempt, width: number): Line[] {
	// "But" sets it against what was right, and where nothing was there is nothing to set it against.
	const wrong = attempt.there.length > 0 || attempt.verdict === 'partial' ? '· but: ' : '· ';
	const parts = [
		...attempt.there.map(text => ['✓ ', theme.ok, text] as const),
		...attempt.missing.map(text => ['· missing: ', theme.busy, text] as const),
		...attempt.wrong.map(text => [wrong, theme.bad, text] as const),
	];
	return parts.flatMap(([label, style, text]) =>
		wrapWords([span('  '), span(label, style), ...inline(text)], width, {hang: [span('    ')]}),
	);
}

function predictionRows({prediction}: MissionView, width: number): Line[] {
	if (!prediction) {
		return [];
	}
	const chosen = prediction.chosen ?? 'not sure';
	const {outcome} = prediction;
	if (!outcome) {
		return marked('·', theme.quiet, [span('You predict: ', theme.quiet), ...inline(chosen)], width);
	}
	const mark = outcome.right === undefined ? '·' : outcome.right ? '✓' : '✗';
	const style = outcome.right === undefined ? theme.quiet : outcome.right ? theme.ok : theme.busy;
	const lead = outcome.right
		? 'As you predicted. '
		: outcome.right === false
			? `You predicted: ${chosen.replace(/\.$/, '')}. `
			: '';
	return marked(mark, style, [span(lead, style), ...inline(outcome.text)], width);
}

/** The hints so far; after a step is passed they are of no use any more. */
function hintRows({hints, hintsLeft, stage}: MissionView, width: number): Line[] {
	if (stage.kind === 'passed' || (stage.kind === 'asking' && stage.settled)) {
		return [];
	}
	return hints.flatMap((text, index) => {
		const more = index === hints.length - 1 && hintsLeft > 0 ? [span(` (${hintsLeft} more)`, theme.quiet)] : [];
		return marked('?', theme.tutor, [span('hint: ', theme.tutor), ...inline(text), ...more], width);
	});
}

/** Text behind a mark, further rows under the text. */
function marked(mark: string, style: Style, content: Line, width: number): Line[] {
	const first: Span = span(`${mark} `, style);
	return wrapWords([first, ...content], width, {hang: [span('  ')]});
}
