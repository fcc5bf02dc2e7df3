/** Tab at the prompt: one candidate is put in, of several their common beginning; Tab again goes through them. */

import type {Candidate, Completion} from '../../tutor/host.ts';
import {commandInfos} from '../commands.ts';
import {type LineBuffer, setText} from '../input/line-buffer.ts';
import type {ScreenState} from '../state.ts';
import type {Step} from './step.ts';

/** @param by 1 for Tab, -1 for Shift+Tab */
export function complete(state: ScreenState, by: 1 | -1): Step {
	const {offer} = state;
	const buffer = state.inputs.prompt;
	if (!offer) {
		const {text: line, cursor} = buffer;
		return [
			{...state, completing: {line, cursor}},
			{type: 'complete', line, cursor},
		];
	}
	const count = offer.candidates.length;
	const chosen = offer.chosen === undefined ? (by > 0 ? 0 : count - 1) : (offer.chosen + by + count) % count;
	const next = put(buffer, offer.start, offer.candidates[chosen]!.text);
	return [{...state, offer: {...offer, chosen}, inputs: {...state.inputs, prompt: next}}];
}

/** What Tab was asked for is there. It is dropped when the line has changed since. */
export function completed(
	before: ScreenState,
	{line, cursor, completion}: {readonly line: string; readonly cursor: number; readonly completion: Completion},
): Step {
	const {completing: _completing, ...state} = before;
	const buffer = state.inputs.prompt;
	if (buffer.text !== line || buffer.cursor !== cursor) {
		return [state];
	}
	const {start} = completion;
	const candidates = [...completion.candidates, ...wordCandidates(line, cursor, start)];
	const [only] = candidates;
	if (!only) {
		return [state];
	}
	const typed = line.slice(start, cursor);
	if (candidates.length === 1) {
		const space = only.final === false || line[cursor] === ' ' ? '' : ' ';
		return [{...state, inputs: {...state.inputs, prompt: put(buffer, start, only.text + space)}}];
	}
	const common = commonBeginning(candidates.map(({text}) => text));
	const longer = common.length > typed.length && common.startsWith(typed);
	const prompt = longer ? put(buffer, start, common) : buffer;
	return [{...state, inputs: {...state.inputs, prompt}, offer: {start, candidates, chosen: undefined}}];
}

/** The tutor's own words, where a line begins. */
function wordCandidates(line: string, cursor: number, start: number): Candidate[] {
	const typed = line.slice(0, cursor);
	const marked = typed.startsWith(':');
	if (line.slice(0, start).trim() !== '' || typed === '' || /\s/.test(typed)) {
		return [];
	}
	return commandInfos
		.filter(({words, where}) => words[0] !== undefined && (marked || where.includes('prompt')))
		.map(({words, does, takes}) => ({
			text: `${marked ? ':' : ''}${words[0]}`,
			description: does,
			final: takes !== undefined,
		}))
		.filter(({text}) => text.startsWith(typed));
}

function put(buffer: LineBuffer, start: number, text: string): LineBuffer {
	return setText(buffer, buffer.text.slice(0, start) + text + buffer.text.slice(buffer.cursor), start + text.length);
}

function commonBeginning(texts: readonly string[]): string {
	let common = texts[0] ?? '';
	for (const text of texts) {
		while (!text.startsWith(common)) {
			common = common.slice(0, -1);
		}
	}
	return common;
}
