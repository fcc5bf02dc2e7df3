/** What the screen itself remembers. All else is the tutor's and comes with its view. */

import type {Candidate, HostView} from '../tutor/host.ts';
import type {CommandId, Place} from './commands.ts';
import type {Editor} from './editor/editor.ts';
import {emptyLine, type LineBuffer} from './input/line-buffer.ts';

export type PanelId = 'lesson' | 'map' | 'tree' | 'timeline';

export interface ScreenState {
	/** The panel shown; in two columns the lesson is always there, and this is the one beside it. */
	readonly panel: PanelId;
	/** The lesson has the room and output the least of it. */
	readonly reading: boolean;
	/** How far the panel is scrolled, in rows; undefined: where it is best begun. */
	readonly panelTop: number | undefined;
	/** How far the output is scrolled back, in rows from the newest. */
	readonly outputBack: number;
	readonly overlay?: {readonly kind: 'help' | 'glossary' | 'lesson'; readonly about: string; readonly top: number};
	/** The texts being typed. Each input keeps its own. */
	readonly inputs: Readonly<Record<InputPlace, LineBuffer>>;
	/** Which mission is chosen at home, counted from 0. */
	readonly selected: number;
	/** Which answer of a prediction the arrows have marked, counted from 0; none before they are used. */
	readonly choice: number | undefined;
	/** During a question: the learner has gone to the prompt to look something up. */
	readonly atPrompt: boolean;
	/** What Tab offers. */
	readonly offer?: Offer;
	/** Tab was pressed and the answer is not there yet. Keys wait for it. */
	readonly completing?: {readonly line: string; readonly cursor: number};
	/** Something is asked before it is done; y does it. */
	readonly confirm?: {readonly question: string; readonly command: CommandId};
	/** The rest of "yes" or "no" after the letter that answered, and what of it was typed since. */
	readonly spelling?: {readonly word: string; readonly typed: string};
	/** One line about what was just typed or pressed, until the next key. */
	readonly note?: string;
	readonly editor?: {readonly id: number; readonly editor: Editor; readonly leaving: boolean};
	/** When it was said that a second Ctrl+C leaves, in the milliseconds of the events; until another key. */
	readonly leaveAskedAt?: number;
	/** What of the view was there when it was last looked at, to notice what is new. */
	readonly seen: {
		readonly step: string | undefined;
		readonly stage: string;
		readonly entries: number;
		readonly editing: number;
	};
}

export type InputPlace = 'home' | 'prompt' | 'answer' | 'choice' | 'reply';

export interface Offer {
	/** Where in the line the offered texts begin. */
	readonly start: number;
	readonly candidates: readonly Candidate[];
	/** Which one Tab has put into the line; undefined before the first. */
	readonly chosen: number | undefined;
}

export const firstState: ScreenState = {
	panel: 'lesson',
	reading: true,
	panelTop: undefined,
	outputBack: 0,
	inputs: {home: emptyLine, prompt: emptyLine, answer: emptyLine, choice: emptyLine, reply: emptyLine},
	selected: 0,
	choice: undefined,
	atPrompt: false,
	seen: {step: undefined, stage: '', entries: 0, editing: 0},
};

/** Which input or screen has the keys now. */
export function placeOf(state: ScreenState, view: HostView): Place {
	if (state.overlay) {
		return 'overlay';
	}
	if (state.editor) {
		return 'editor';
	}
	return inputPlace(state, view);
}

/** Which input is shown. */
export function inputPlace(state: ScreenState, view: HostView): InputPlace {
	if (!view.mission) {
		return 'home';
	}
	if (view.ask) {
		return 'reply';
	}
	return isAsked(view) && !state.atPrompt ? (view.mission.stage.kind === 'predicting' ? 'choice' : 'answer') : 'prompt';
}

/** Whether a prediction or a question waits for its answer. */
export function isAsked({mission}: HostView): boolean {
	return mission?.stage.kind === 'predicting' || (mission?.stage.kind === 'asking' && !mission.stage.settled);
}

/** Whether Enter on an empty line goes on. */
export function canGoOn({mission}: HostView): boolean {
	return mission?.stage.kind === 'passed' || (mission?.stage.kind === 'asking' && mission.stage.settled);
}
