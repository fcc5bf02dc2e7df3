/** The lesson panel: what a step teaches, and pinned under it what is to be done, what is missing, or why it passed. */
import type {Attempt, MissionView} from '../../tutor/host.ts';
import {type Line, line, type Span, type Style, span} from '../text/line.ts';
import {inline, markdown} from '../text/markdown.ts';
import {theme} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';

export interface LessonView {
	/** What can be scrolled. */
	readonly body: readonly Line[];
	/** What stays in sight. */
	readonly pinned: readonly Line[];
}

/** @param choice which answer of a prediction is marked, counted from 0 */
export function lessonView(mission: MissionView, width: number, choice = 0): LessonView {
	return {
		body: [line(mission.step.title, theme.title), [], ...markdown(mission.lesson, width)],
		pinned: pinnedView(mission, width, choice),
	};
}

/** What is to be done or answered now; every panel shows it. */
export function pinnedView(mission: MissionView, width: number, choice: number): Line[] {
	return [
		...stageRows(mission, width, choice),
		...predictionRows(mission, width),
		...hintRows(mission, width),
		...nextRows(mission, width),
	];
}

function stageRows({stage, task}: MissionView, width: number, choice: number): Line[] {
	switch (stage.kind) {
		case 'doing':
			return [
				...(task === '' ? [] : marked('▸', theme.title, inline(task, theme.strong), width)),
				...stage.missing.flatMap(text =>
					marked('·', theme.busy, [span('missing: ', theme.busy), ...inline(text)], width),
				),
			];
		case 'passed':
			return [
				...(stage.why.length === 0
					? marked('✓', theme.ok, [span('Passed.', {...theme.ok, bold: true})], width)
					: stage.why.flatMap((text, index) =>
							marked(
								index === 0 ? '✓' : ' ',
								theme.ok,
								[...(index === 0 ? [span('Passed: ', {...theme.ok, bold: true})] : []), ...inline(text)],
								width,
							),
						)),
				...stage.otherWays.flatMap((text, index) =>
					marked(
						index === 0 ? '·' : ' ',
						theme.quiet,
						[...(index === 0 ? [span('also: ', theme.quiet)] : []), ...inline(text)],
						width,
					),
				),
				...(stage.deeper && stage.deeper.length > 0
					? marked(
							'·',
							theme.quiet,
							[span('to dig deeper: ', theme.quiet), span(stage.deeper.join(', '), theme.quiet)],
							width,
						)
					: []),
			];
		case 'predicting':
			return [
				...marked('?', theme.title, inline(stage.question, theme.strong), width),
				...predictionChoices(stage.choices).flatMap(({text}, index) => {
					const chosen = index === choice;
					const label = `${chosen ? '▸' : ' '} ${index + 1} `;
					return wrapWords(
						[span(label, chosen ? theme.title : theme.quiet), ...inline(text, chosen ? theme.strong : undefined)],
						width,
						{
							hang: [span('    ')],
						},
					);
				}),
			];
		case 'asking':
			return [
				...marked('?', theme.title, inline(stage.question, theme.strong), width),
				...stage.attempts.slice(-1).flatMap(attempt => attemptRows(attempt, width)),
				...(stage.answer
					? marked('·', theme.ok, [span('In short: ', theme.strong), ...inline(stage.answer)], width)
					: []),
			];
	}
}

/** The choices of a prediction; "Not sure" is always one. */
export function predictionChoices(choices: readonly {readonly id: string; readonly text: string}[]): readonly {
	readonly id: string | undefined;
	readonly text: string;
}[] {
	return [...choices, {id: undefined, text: 'Not sure'}];
}

function nextRows({stage}: MissionView, width: number): Line[] {
	if (stage.kind !== 'passed' && !(stage.kind === 'asking' && stage.settled)) {
		return [];
	}
	const to = stage.next === undefined ? ' goes back to the missions.' : ` goes on to ${stage.next}.`;
	return marked('→', theme.title, [span('Enter', theme.strong), span(to)], width);
}

const verdicts: Readonly<Record<Attempt['verdict'], readonly [mark: string, text: string, style: Style]>> = {
	right: ['✓', 'Right.', theme.ok],
	partial: ['◐', 'Partly.', theme.busy],
	wrong: ['✗', 'Not yet.', theme.bad],
	unsure: ['·', 'Not sure is an answer too.', theme.quiet],
	claimed: ['✓', 'Taken as right, on your word.', theme.ok],
};

function attemptRows(attempt: Attempt, width: number): Line[] {
	const [mark, verdict, style] = verdicts[attempt.verdict];
	const answer =
		attempt.text.trim() === ''
			? []
			: marked('>', theme.quiet, [span(attempt.text.replace(/\s+/g, ' '), theme.quiet)], width);
	const parts = [
		...attempt.there.map(text => ['✓ ', theme.ok, text] as const),
		...attempt.missing.map(text => ['· missing: ', theme.busy, text] as const),
		...attempt.wrong.map(text => ['✗ not so: ', theme.bad, text] as const),
	];
	return [
		...answer,
		...marked(mark, style, [span(verdict, {...style, bold: true})], width),
		...parts.flatMap(([label, labelStyle, text]) =>
			wrapWords([span('  '), span(label, labelStyle), ...inline(text)], width, {hang: [span('    ')]}),
		),
	];
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
	const lead = outcome.right ? 'As you predicted. ' : outcome.right === false ? `You predicted: ${chosen}. ` : '';
	return marked(mark, style, [span(lead, style), ...inline(outcome.text)], width);
}

function hintRows({hints, hintsLeft}: MissionView, width: number): Line[] {
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
