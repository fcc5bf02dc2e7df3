/** What happened, newest last, each with who did it, in plain words beside the real event. */
import type {TimelineEntry} from '../../tutor/host.ts';
import {type Line, line, span} from '../text/line.ts';
import {inline} from '../text/markdown.ts';
import {theme, toneMark} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';

export function timelineView(entries: readonly TimelineEntry[], width: number): Line[] {
	if (entries.length === 0) {
		return [line('Nothing has happened yet.', theme.quiet)];
	}
	return entries.flatMap(entry => {
		const tone = entry.tone ?? 'idle';
		const content: Line = [
			span(`${new Date(entry.at).toISOString().slice(11, 19)} `, theme.quiet),
			span(`${toneMark(tone)} `, theme[tone]),
			span(`${entry.who} `, theme.code),
			...inline(entry.what),
			...(entry.reason ? [span(` [${entry.reason}]`, theme.quiet)] : []),
		];
		return wrapWords(content, width, {hang: [span(' '.repeat(11))]});
	});
}
