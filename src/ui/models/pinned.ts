/** What stays in sight under a panel's text: all of it where there is room, else what is needed to go on. */
import type {MissionView} from '../../tutor/host.ts';
import {clamp} from '../layout.ts';
import type {Line} from '../text/line.ts';
import {allRows, type LessonView} from '../views/lesson.ts';
import {fitSections, type Section} from '../views/sections.ts';
import {type Composed, composePanel, leastBody} from './panel.ts';

interface Place {
	readonly width: number;
	readonly height: number;
	/** The first row of what scrolls; undefined: where it is best begun. */
	readonly top: number | undefined;
}

/** A row between what stays in sight and what scrolls, and one for what scrolls. */
const besidePinned = 2;

/** The panel's rows that show all that is said after an answer or a pass but what is worth knowing beyond it. */
export function leastHeight(mission: MissionView, pinned: readonly Section[]): number {
	const frame = 2;
	return staysInSight(mission) ? allRows(pinned.filter(({rank}) => rank > 0)).length + besidePinned + frame : 0;
}

function staysInSight({stage}: MissionView): boolean {
	return stage.kind === 'passed' || stage.kind === 'asking';
}

/**
 * The lesson. What is said after an answer or a pass stays in sight, if need be in part: all of it is then to be found at
 * the end of what scrolls.
 */
export function lessonPanel(mission: MissionView, {body, pinned}: LessonView, {width, height, top}: Place): Composed {
	if (!staysInSight(mission)) {
		return composePanel(body, allRows(pinned), height, top, {fromQuestion: mission.stage.kind === 'predicting'});
	}
	const most = height - besidePinned;
	const {rows, left} = fitSections(pinned, {most, comfortable: height - 1 - leastBody, width});
	return composePanel(left.length === 0 ? body : [...body, [], ...left], rows, height, top, {least: 1});
}

/** Another panel: the task, or how it goes on, in a few rows under it. */
export function otherPanel(
	pinned: readonly Section[],
	{width, height, top, fromEnd}: Place & {readonly fromEnd: boolean},
	content: (rows: number) => readonly Line[],
): Composed {
	const short = shortPinned(pinned, width, clamp(Math.floor(height / 3), leastShortRows, mostShortRows));
	return composePanel(content(height - short.length - 1), short, height, top, {fromEnd});
}

/** As many rows are taken from another panel: why a step is passed, and how it goes on, have one each at the least. */
const leastShortRows = 2;
export const mostShortRows = 4;

/** The rows of another panel, with its frame, that leave four of them for itself. */
export const leastOther = leastShortRows + 7;

/** What is to be done now, in a few rows; the rest is in the lesson. */
export function shortPinned(pinned: readonly Section[], width: number, most: number): readonly Line[] {
	return fitSections(pinned, {most, comfortable: 0, width, mark: '… F2'}).rows;
}
