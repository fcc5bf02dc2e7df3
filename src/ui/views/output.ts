/** The scrollback of the prompt as rows. Entries are wrapped once for a width and kept, so a long scrollback costs nothing. */
import type {OutputEntry} from '../../tutor/host.ts';
import {type Line, line, span} from '../text/line.ts';
import {inline} from '../text/markdown.ts';
import {theme} from '../text/theme.ts';
import {expandTabs, visible} from '../text/width.ts';
import {wrapHard, wrapNear, wrapWords} from '../text/wrap.ts';

const kept = new WeakMap<OutputEntry, {readonly width: number; readonly rows: readonly Line[]}>();
const more: Line = [span('↳ ', theme.quiet)];

export function entryRows(entry: OutputEntry, width: number): readonly Line[] {
	const known = kept.get(entry);
	if (known?.width === width) {
		return known.rows;
	}
	const rows = render(entry, width);
	kept.set(entry, {width, rows});
	return rows;
}

/** How many rows the whole scrollback takes. */
export function outputHeight(output: readonly OutputEntry[], width: number): number {
	return output.reduce((sum, entry) => sum + entryRows(entry, width).length, 0);
}

export interface OutputWindow {
	readonly rows: readonly Line[];
	/** How far back it is scrolled, in rows from the newest; never further than there is output. */
	readonly back: number;
	readonly above: number;
}

/** The rows of the scrollback that end `back` rows before its newest one. */
export function outputWindow(
	output: readonly OutputEntry[],
	width: number,
	height: number,
	back: number,
): OutputWindow {
	const wanted = height + back;
	const rows: Line[] = [];
	let at = output.length - 1;
	for (; at >= 0 && rows.length < wanted; at--) {
		rows.unshift(...entryRows(output[at]!, width));
	}
	const earlier = at >= 0 ? outputHeight(output.slice(0, at + 1), width) : 0;
	const kept = Math.min(back, Math.max(0, rows.length - height));
	const end = rows.length - kept;
	const start = Math.max(0, end - height);
	return {rows: rows.slice(start, end), back: kept, above: earlier + start};
}

function render(entry: OutputEntry, width: number): readonly Line[] {
	const lines = entry.text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n');
	switch (entry.kind) {
		case 'command':
			return lines.flatMap((text, index) => {
				const lead = index === 0 ? (entry.prompt ?? '$ ') : '> ';
				return wrapHard([span(lead, theme.quiet), span(visible(text), theme.strong)], width, {hang: more});
			});
		case 'stdout':
			return lines.flatMap(text => wrapNear(line(shown(text)), width, {hang: more}));
		case 'stderr':
			return lines.flatMap(text => wrapWords(line(shown(text), theme.bad), width, {hang: [span('  ')]}));
		case 'explain':
			return lines.flatMap(text =>
				wrapWords([span('→ ', theme.tutor), ...inline(text, theme.tutor)], width, {hang: [span('  ')]}),
			);
		case 'tutor':
			return lines.flatMap(text =>
				wrapWords([span('· ', theme.tutor), ...inline(text, theme.quiet)], width, {hang: [span('  ')]}),
			);
	}
}

/** Escape sequences of colours and the like say nothing here; what else is no text is shown as a picture. */
function shown(text: string): string {
	return visible(expandTabs(text.replace(/\x1b\[[0-9;]*[mK]/g, '')));
}
