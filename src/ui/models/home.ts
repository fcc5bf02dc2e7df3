/** The home screen: the missions, what has to be known first, and the input. */
import type {HostView} from '../../tutor/host.ts';
import {frameHeight, type Size, scroll} from '../layout.ts';
import type {ScreenState} from '../state.ts';
import {type Line, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {homeView, noticeRows} from '../views/home.ts';
import {footer} from './bars.ts';
import type {Cursor, Extras} from './extras.ts';
import {type InputRows, inputRows} from './input-area.ts';

export interface HomeModel {
	readonly header: Line;
	readonly rows: readonly Line[];
	readonly input: readonly Line[];
	readonly footer: Line;
	readonly cursor: Cursor;
}

export function homeModel(state: ScreenState, view: HostView, size: Size, extras: Extras = {}): HomeModel {
	const width = size.columns;
	const height = frameHeight(size);
	const margin = width >= 100 ? 6 : 2;
	const textWidth = Math.min(width - 2 * margin, 96);
	const home = homeView(view, state.selected, textWidth, extras.version);
	const input: InputRows = inputRows(state, view, width - margin, extras.suggest);
	const notices = noticeRows(view.notices, textWidth);
	const gap = notices.length > 0 ? 1 : 0;
	const spacing = height >= 22 ? 1 : 0;
	const room = Math.max(3, height - 2 - input.rows.length - notices.length - gap - home.intro.length - 2 * spacing);
	const middle = Math.floor((home.selected.from + home.selected.to - room) / 2);
	const list = scroll(home.missions, room, middle);
	const missions = [...list.rows];
	if (list.above > 0) {
		missions[0] = [span(`▴ ${list.above + 1} more`, theme.quiet)];
	}
	if (list.below > 0) {
		missions[missions.length - 1] = [span(`▾ ${list.below + 1} more`, theme.quiet)];
	}
	const content = [
		...Array.from({length: spacing}, () => []),
		...home.intro,
		...missions,
		...Array.from({length: gap}, () => []),
		...notices,
	].map(row => [span(' '.repeat(margin)), ...row]);
	const rowsRoom = height - 1 - input.rows.length;
	const rows = [
		...content.slice(0, rowsRoom),
		...Array.from({length: Math.max(0, rowsRoom - content.length)}, () => []),
	];
	return {
		header: [],
		rows,
		input: input.rows.map(row => [span(' '.repeat(margin)), ...row]),
		footer: footer(state, view, width, extras),
		cursor: {x: margin + input.cursor.x, y: rowsRoom + input.cursor.y},
	};
}
