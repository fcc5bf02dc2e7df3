/** How the terminal's rows and columns are allotted. Pure arithmetic; nothing is ever drawn outside a region. */

export interface Size {
	readonly columns: number;
	readonly rows: number;
}

export interface Region {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export const smallest: Size = {columns: 60, rows: 20};
/** From here on lesson and map stand side by side. */
const twoColumns = 110;

export function isTooSmall(size: Size): boolean {
	return size.columns < smallest.columns || size.rows < smallest.rows;
}

/**
 * The rows that a frame may take. The terminal's last row stays free: a frame that reaches it makes terminals scroll,
 * and Ink clear the scrollback.
 */
export function frameHeight(size: Size): number {
	return Math.max(1, size.rows - 1);
}

export interface MissionLayout {
	readonly header: Region;
	/** Notices under the header; height 0 without any. */
	readonly notice: Region;
	/** The lesson, or whichever panel is chosen where there is one column. */
	readonly panel: Region;
	/** Map, tree or timeline beside the lesson; only in two columns. */
	readonly side?: Region;
	readonly output: Region;
	readonly input: Region;
	readonly footer: Region;
}

export interface Wants {
	/** Rows of the notices, of the input, of what is offered under it for a moment, and of the whole scrollback. */
	readonly notice: number;
	readonly input: number;
	readonly offer: number;
	readonly output: number;
	/** Rows that the lesson, or the chosen panel, and the side panel would need to be seen whole (frames included). */
	readonly panel: number;
	readonly side: number;
	/** Rows of the panel that output leaves to it as long as it has its own least. */
	readonly least?: number;
	/** The lesson is being read: output has the least that it can do with. */
	readonly reading: boolean;
}

/** The least rows of output that are kept, so that the answer to a command is seen. */
const leastOutput = 3;
const leastPanel = 7;

export function missionLayout(size: Size, wants: Wants): MissionLayout {
	const height = frameHeight(size);
	const notice = Math.min(wants.notice, 4);
	const header: Region = {x: 0, y: 0, width: size.columns, height: 1};
	const footer: Region = {x: 0, y: height - 1, width: size.columns, height: 1};
	const noticeRegion: Region = {x: 0, y: 1, width: size.columns, height: notice};
	const top = 1 + notice;
	const room = height - 1 - top;
	return size.columns >= twoColumns
		? {header, notice: noticeRegion, footer, ...columns(size.columns, top, room, wants)}
		: {header, notice: noticeRegion, footer, ...stack(size.columns, top, room, wants)};
}

/** Panel, output and input one above the other. */
function stack(width: number, top: number, room: number, wants: Wants) {
	const input = clamp(wants.input, 1, Math.max(1, room - leastPanel - leastOutput));
	const rest = room - input;
	const kept = clamp(wants.least ?? 0, leastPanel, Math.max(leastPanel, rest - leastOutput));
	// The panel takes no more than it needs. While one works, output may have more than half even so.
	const most = Math.max(wants.reading ? leastOutput : Math.ceil(rest * 0.55), rest - wants.panel);
	const least = wants.reading ? clamp(wants.output, 1, leastOutput) : leastOutput;
	const output = clamp(wants.output, least, clamp(most, leastOutput, rest - kept));
	// What is offered for a moment lies over the output, so that the panel stays where it is.
	const offer = clamp(wants.offer, 0, rest - leastPanel);
	const panel = rest - Math.max(output, offer);
	const shown = rest - panel - offer;
	return {
		panel: {x: 0, y: top, width, height: panel},
		output: {x: 0, y: top + panel, width, height: shown},
		input: {x: 0, y: top + panel + shown, width, height: input + offer},
	};
}

/** The lesson on the left; map, output and input on the right. */
function columns(width: number, top: number, room: number, wants: Wants) {
	const left = clamp(Math.round(width * 0.4), 46, 74);
	const right = width - left - 1;
	const x = left + 1;
	const input = clamp(wants.input + wants.offer, 1, Math.max(1, Math.floor(room / 2)));
	const rest = room - input;
	const side = clamp(wants.side, 4, Math.max(4, Math.floor(rest * 0.5)));
	const output = rest - side;
	return {
		panel: {x: 0, y: top, width: left, height: room},
		side: {x, y: top, width: right, height: side},
		output: {x, y: top + side, width: right, height: output},
		input: {x, y: top + side + output, width: right, height: input},
	};
}

export function clamp(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(most, value));
}

/** A part of `rows` as a window sees it, and how far it can be moved. */
export interface Scrolled<T> {
	readonly rows: readonly T[];
	readonly top: number;
	readonly above: number;
	readonly below: number;
}

/** The window of `height` rows from row `top` on, kept within the rows. */
export function scroll<T>(rows: readonly T[], height: number, top: number): Scrolled<T> {
	const from = clamp(top, 0, Math.max(0, rows.length - height));
	return {
		rows: rows.slice(from, from + height),
		top: from,
		above: from,
		below: Math.max(0, rows.length - height - from),
	};
}
