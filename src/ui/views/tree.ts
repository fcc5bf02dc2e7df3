/** The ownership tree: what made what. */
import type {TreeItem} from '../../tutor/host.ts';
import {type Line, line, span} from '../text/line.ts';
import {theme, toneMark} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';

export function treeView(items: readonly TreeItem[], width: number): Line[] {
	if (items.length === 0) {
		return [line('Nothing here owns anything yet.', theme.quiet)];
	}
	return items.flatMap(item => branch(item, '', '', width));
}

/** @param lead what stands before the item itself; @param under before everything below it */
function branch(item: TreeItem, lead: string, under: string, width: number): Line[] {
	const mark = item.tone ? [span(`${toneMark(item.tone)} `, theme[item.tone])] : [];
	const own: Line = [
		span(lead, theme.quiet),
		...mark,
		span(`${item.kind} `, theme.quiet),
		span(item.name, theme.strong),
		span(`  ${item.detail}`, item.tone ? theme[item.tone] : theme.quiet),
	];
	const rows = wrapWords(own, width, {hang: [span(`${under}    `, theme.quiet)]});
	const below = item.children.flatMap((child, index) => {
		const last = index === item.children.length - 1;
		return branch(child, `${under}${last ? '└─ ' : '├─ '}`, `${under}${last ? '   ' : '│  '}`, width);
	});
	return [...rows, ...below];
}
