/** The input that is shown, with what belongs under it: what Tab offers, a question before something is done, a note. */

import type {Candidate, Host, HostView} from '../../tutor/host.ts';
import {ghostText} from '../ghost.ts';
import {inputView} from '../input/input-view.ts';
import {inputPlace, type Offer, type ScreenState} from '../state.ts';
import {clip, type Line, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {textWidth, visible} from '../text/width.ts';
import {wrapWords} from '../text/wrap.ts';

export interface InputRows {
	readonly rows: readonly Line[];
	readonly cursor: {readonly x: number; readonly y: number};
	/** How many of the rows, the last ones, are there for a moment only. */
	readonly offered: number;
}

const mostRows = 8;
const mostOfferRows = 4;

export function inputRows(
	state: ScreenState,
	view: HostView,
	width: number,
	suggest: Host['suggest'] = () => undefined,
): InputRows {
	if (state.confirm) {
		const question: Line = [
			span(' ? ', theme.busy),
			span(state.confirm.question, theme.strong),
			span(' y: yes, any other key: no ', theme.quiet),
		];
		const rows = wrapWords(question, width - 1, {hang: [span('   ')]});
		return {
			rows,
			cursor: {
				x: Math.min(
					width - 1,
					textWidth(
						rows
							.at(-1)!
							.map(part => part.text)
							.join(''),
					),
				),
				y: rows.length - 1,
			},
			offered: rows.length - 1,
		};
	}
	const place = inputPlace(state, view);
	const ghost = ghostText(state, {view, host: {suggest}});
	const {prompt, placeholder} = lead(state, view);
	const drawn = inputView(state.inputs[place], {
		prompt: [span(' '), ...prompt],
		width: width - 1,
		maxRows: mostRows,
		...(ghost !== '' && {ghost}),
		...(placeholder !== undefined && {
			placeholder: clipText(placeholder, width - 3 - textWidth(prompt.map(part => part.text).join(''))),
		}),
		continuation: [span(' > ', theme.quiet)],
	});
	const offer = state.offer ? offerRows(state.offer, width - 2) : [];
	const note =
		state.note === undefined
			? []
			: wrapWords([span(' · ', theme.tutor), span(visible(state.note), theme.tutor)], width - 1, {hang: [span('   ')]});
	return {rows: [...drawn.rows, ...offer, ...note], cursor: drawn.cursor, offered: offer.length + note.length};
}

/** What stands before the cursor, and dimly after it while nothing is typed. */
function lead(state: ScreenState, view: HostView): {readonly prompt: Line; readonly placeholder?: string} {
	const running = runningWords(view);
	switch (inputPlace(state, view)) {
		case 'home': {
			const mission = view.missions[state.selected];
			if (!mission) {
				return {prompt: [span('▸ ', theme.title)]};
			}
			const verb = mission.state === 'new' ? 'starts' : mission.state === 'started' ? 'goes on with' : 'opens';
			return {prompt: [span('▸ ', theme.title)], placeholder: `Enter ${verb} ${state.selected + 1} ${mission.title}`};
		}
		case 'reply':
			return {prompt: [span(`${visible(view.ask?.question ?? '').trimEnd()} `, theme.strong)]};
		case 'choice':
			return {
				prompt: [span('Your prediction: ', theme.title)],
				placeholder: running ?? '↑ ↓ or its number, then Enter',
			};
		case 'answer':
			return {prompt: [span('Your answer: ', theme.title)], placeholder: running ?? `${answerIn(view)}, or: not sure`};
		case 'prompt':
			if (running !== undefined) {
				return {prompt: [span('… ', theme.busy)], placeholder: running};
			}
			return {prompt: [span(`${view.prompt.trimEnd()} `, theme.code)]};
	}
}

/** What runs at the prompt; undefined where nothing does. A question is answered meanwhile, or after Ctrl+C. */
function runningWords({running}: HostView): string | undefined {
	const what = running && (running.waiting ?? `${visible(running.line)} is running`);
	return what && `${what.split('\n')[0]} (Ctrl+C stops it)`;
}

/** What a question is answered with. */
function answerIn({mission}: HostView): string {
	const by = mission?.stage.kind === 'asking' ? mission.stage.by : undefined;
	switch (by) {
		case 'choice':
			return 'its number, or its name';
		case 'command':
			return 'a command';
		case 'fact':
			return 'what you see in the cluster';
		default:
			return 'in your own words';
	}
}

function clipText(text: string, width: number): string {
	return textWidth(text) <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Candidates in columns; the few last ones of many are counted. */
function offerRows({candidates, chosen}: Offer, width: number): Line[] {
	if (candidates.length <= mostOfferRows && candidates.some(({description}) => description)) {
		const longest = Math.max(...candidates.map(({text}) => textWidth(text)));
		return candidates.map((candidate, index) =>
			clip(
				[...name(candidate, index === chosen, longest), span(`  ${candidate.description ?? ''}`, theme.quiet)],
				width,
			),
		);
	}
	const widest = Math.min(width - 2, Math.max(...candidates.map(({text}) => textWidth(text))) + 2);
	const columns = Math.max(1, Math.floor((width - 1) / widest));
	const whole = candidates.length <= columns * mostOfferRows;
	const perPage = whole ? columns * mostOfferRows : columns * (mostOfferRows - 1);
	const from = chosen === undefined ? 0 : Math.floor(chosen / perPage) * perPage;
	const page = candidates.slice(from, from + perPage);
	const rows: Line[] = [];
	for (let at = 0; at < page.length; at += columns) {
		rows.push(
			clip(
				page
					.slice(at, at + columns)
					.flatMap((candidate, index) => name(candidate, from + at + index === chosen, widest)),
				width,
			),
		);
	}
	const left = candidates.length - page.length;
	return left > 0 ? [...rows, [span(`   and ${left} more: type on, or Tab`, theme.quiet)]] : rows;
}

function name({text}: Candidate, chosen: boolean, width: number): Line {
	const shown = visible(text);
	const pad = ' '.repeat(Math.max(0, width - textWidth(shown)));
	return chosen
		? [span('>', theme.title), span(shown, theme.title), span(pad)]
		: [span(' '), span(shown, theme.code), span(pad)];
}
