/** Help and glossary, and the lesson over the editor. */
import type {HostView} from '../../tutor/host.ts';
import {frameHeight, type Size, scroll} from '../layout.ts';
import type {ScreenState} from '../state.ts';
import {ends, type Line, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {footerItems, footerLine, glossaryView, helpView} from '../views/help.ts';
import {allRows, lessonView} from '../views/lesson.ts';
import type {Extras} from './extras.ts';

const names = {help: 'Words and keys', glossary: 'What terms mean', lesson: 'Lesson'} as const;

export interface OverlayModel {
	readonly title: Line;
	readonly rows: readonly Line[];
	readonly footer: Line;
}

export function overlayModel(state: ScreenState, view: HostView, size: Size, extras: Extras = {}): OverlayModel {
	const overlay = state.overlay!;
	const {rows, height} = overlayRows(state, view, size, extras);
	const part = scroll(rows, height, overlay.top);
	const name = names[overlay.kind];
	const more = [part.above > 0 ? `▴ ${part.above}` : '', part.below > 0 ? `▾ ${part.below} more` : '']
		.filter(text => text !== '')
		.join('  ');
	return {
		title: ends([span(` ${name}`, theme.title)], [span(`${more} `, theme.busy)], size.columns),
		rows: [...part.rows, ...Array.from({length: Math.max(0, height - part.rows.length)}, () => [])].map(row => [
			span('  '),
			...row,
		]),
		footer: footerLine(footerItems('overlay', new Set()), size.columns),
	};
}

function overlayRows({overlay}: ScreenState, view: HostView, size: Size, extras: Extras) {
	const width = Math.min(size.columns - 4, 110);
	return {rows: rowsOf(overlay, view, width, extras), height: frameHeight(size) - 3};
}

function rowsOf(
	overlay: ScreenState['overlay'],
	view: HostView,
	width: number,
	{unavailable}: Extras,
): readonly Line[] {
	switch (overlay?.kind) {
		case 'glossary':
			return glossaryView(view.glossary, overlay.about, width);
		case 'lesson': {
			const {body, pinned} = lessonView(view.mission!, width);
			return [...body, [], ...allRows(pinned)];
		}
		default:
			return helpView(width, unavailable);
	}
}

/** How far an overlay can be scrolled. */
export function overlayPage(
	state: ScreenState,
	view: HostView,
	size: Size,
): {readonly page: number; readonly last: number} {
	const {rows, height} = overlayRows(state, view, size, {});
	return {page: Math.max(1, height - 1), last: Math.max(0, rows.length - height)};
}
