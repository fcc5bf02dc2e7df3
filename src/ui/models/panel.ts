/** A panel: a frame with tabs in its upper edge, a part that scrolls, and a part that stays in sight. */
import {commandInfo, keyName} from '../commands.ts';
import {clamp, type Scrolled, scroll} from '../layout.ts';
import type {PanelId} from '../state.ts';
import {type Line, lineWidth, type Span, type Style, span, toWidth} from '../text/line.ts';
import {theme} from '../text/theme.ts';

export interface Composed extends Scrolled<Line> {
	readonly pinned: readonly Line[];
	/** How many rows scroll. */
	readonly page: number;
}

/** Rows of text above the pinned part that are worth having; with fewer, all scrolls together. */
export const leastBody = 3;

/** Rows that a panel takes to be seen whole, with its frame. */
export function panelHeight(body: readonly Line[], pinned: readonly Line[]): number {
	return body.length + (pinned.length > 0 ? pinned.length + 1 : 0) + 2;
}

/**
 * @param top the first row of what scrolls; undefined: where it is best begun, which is the beginning, or the end
 * where the pinned part has no room of its own and scrolls with the rest
 * @param least how many rows have to be left over for what scrolls, for the pinned part to stay in sight
 * @param fromEnd what scrolls is best begun at its end
 * @param fromQuestion begin with the pinned part's first row instead of showing its last
 */
export function composePanel(
	body: readonly Line[],
	pinned: readonly Line[],
	height: number,
	top: number | undefined,
	{fromQuestion = false, fromEnd = false, least = leastBody} = {},
): Composed {
	const best = fromEnd ? body.length : 0;
	if (pinned.length === 0) {
		return {...scroll(body, height, top ?? best), pinned: [], page: height};
	}
	const own = height - pinned.length - 1;
	if (own >= Math.min(least, body.length)) {
		return {...scroll(body, own, top ?? best), pinned, page: own};
	}
	const all = [...body, [], ...pinned];
	const begin = body.length + 1;
	const first = fromQuestion
		? Math.min(begin, all.length - height + (pinned.length > height ? pinned.length : 0))
		: all.length - height;
	return {...scroll(all, height, top ?? first), pinned: [], page: height};
}

export interface PanelModel {
	readonly top: Line;
	readonly rows: readonly Line[];
	readonly bottom: Line;
	readonly scrolled: Composed;
}

export interface PanelParts {
	readonly width: number;
	readonly tabs: readonly {readonly id: PanelId; readonly shown: boolean}[];
	readonly scrolled: Composed;
	readonly style: Style;
	/** A word at the right end of the upper edge. */
	readonly note: string;
	/** Whether the pinned part follows right after a short text, instead of standing at the bottom. */
	readonly gather?: boolean;
	/** What stands in the lower edge, in at most so many columns. */
	readonly foot: (room: number) => Line;
}

export function panelModel({width, tabs, scrolled, style, note, foot, gather = false}: PanelParts): PanelModel {
	const inner = width - 4;
	const edge = (text: string): Span => span(text, style);
	const row = (content: Line): Line => [edge('│ '), ...toWidth(content, inner), edge(' │')];
	const height = scrolled.page;
	const shown = gather && scrolled.pinned.length > 0 ? scrolled.rows.length : height;
	const body = Array.from({length: Math.max(0, shown)}, (_, index) => row(scrolled.rows[index] ?? []));
	const filling = Array.from({length: Math.max(0, height - shown)}, () => row([]));
	const pinned =
		scrolled.pinned.length === 0
			? []
			: [[edge('├'), edge('╌'.repeat(width - 2)), edge('┤')], ...scrolled.pinned.map(row)];
	const noteText: Line = note === '' ? [] : [edge(' '), span(note, {...style, bold: true}), edge(' ')];
	const more = moreText(scrolled);
	const footContent = foot(width - 8 - lineWidth(more));
	const footText: Line = footContent.length === 0 ? [] : [edge(' '), ...footContent, edge(' ')];
	return {
		top: edgeLine('╭', '╮', titleLine(tabs, width - 6 - lineWidth(noteText)), noteText, width, style),
		rows: [...body, ...pinned, ...filling],
		bottom: edgeLine('╰', '╯', footText, more, width, style),
		scrolled,
	};
}

function moreText({above, below}: Composed): Line {
	if (above === 0 && below === 0) {
		return [];
	}
	const parts = [above > 0 ? `▴${above}` : '', below > 0 ? `▾${below} more` : ''].filter(text => text !== '').join(' ');
	return [span(` ${parts}, ${keyName('alt+up')}${keyName('down')} `, theme.busy)];
}

function titleLine(tabs: PanelParts['tabs'], width: number): Line {
	const named = (short: boolean): Line =>
		tabs.flatMap(({id, shown}) => {
			const info = commandInfo(id);
			const name = id[0]!.toUpperCase() + id.slice(1);
			const key = keyName(info.keys[0]!);
			return shown ? [span(` ${name} `, theme.title)] : [span(` ${short ? name : `${key} ${name}`} `, theme.quiet)];
		});
	const long = named(false);
	return lineWidth(long) <= width ? long : named(true);
}

function edgeLine(open: string, close: string, left: Line, right: Line, width: number, style: Style): Line {
	const rightWidth = lineWidth(right);
	const room = width - 4 - (rightWidth > 0 ? rightWidth + 1 : 0);
	const shown = lineWidth(left) <= room ? left : toWidth(left, clamp(room, 0, width));
	const fill = '─'.repeat(Math.max(0, width - 3 - lineWidth(shown) - rightWidth - (rightWidth > 0 ? 1 : 0)));
	return [
		span(`${open}─`, style),
		...shown,
		span(fill, style),
		...right,
		span(`${rightWidth > 0 ? '─' : ''}${close}`, style),
	];
}
