/** The home screen: the missions and how far one has come. */
import type {HostView, MissionSummary, Notice} from '../../tutor/host.ts';
import {type Line, line, span} from '../text/line.ts';
import {inline} from '../text/markdown.ts';
import {progressMarks, theme} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';

export interface HomeView {
	readonly intro: readonly Line[];
	readonly missions: readonly Line[];
	/** The rows of the chosen mission, to keep them in sight. */
	readonly selected: {readonly from: number; readonly to: number};
}

/** @param selected which mission is chosen, counted from 0 */
export function homeView(view: HostView, selected: number, width: number, version = ''): HomeView {
	const done = view.missions.filter(mission => mission.state === 'done').length;
	const begun = view.missions.some(mission => mission.state !== 'new');
	const welcome = begun
		? `Welcome back. ${done} of ${view.missions.length} missions done.`
		: 'Learn Kubernetes workloads with your own hands, on a cluster that is built in.';
	const intro = [
		[span('Kubernetes workloads', theme.title), span(version === '' ? '' : `  ${version}`, theme.quiet)],
		...wrapWords(line(welcome, theme.quiet), width),
		[],
	];
	const missions: Line[] = [];
	let range = {from: 0, to: 0};
	for (const [index, mission] of view.missions.entries()) {
		const rows = missionRows(mission, index, index === selected, width);
		if (index === selected) {
			range = {from: missions.length, to: missions.length + rows.length};
		}
		missions.push(...rows);
	}
	return {intro, missions, selected: range};
}

function missionRows(mission: MissionSummary, index: number, selected: boolean, width: number): Line[] {
	const mark = progressMarks[mission.state];
	const markStyle = mission.state === 'done' ? theme.ok : mission.state === 'started' ? theme.busy : theme.quiet;
	const progress =
		mission.state === 'done'
			? 'done'
			: mission.state === 'started'
				? `${mission.stepsPassed} of ${mission.steps} steps`
				: '';
	const number = String(index + 1).padStart(2);
	const head: Line = [
		span(selected ? '> ' : '  ', theme.title),
		span(`${mark} `, markStyle),
		span(`${number}  `, theme.quiet),
		span(mission.title, selected ? theme.title : theme.strong),
		...(progress === '' ? [] : [span(`  ${progress}`, markStyle)]),
	];
	const indent = span(' '.repeat(8));
	const rows = wrapWords(head, width, {hang: [indent]});
	return selected
		? [...rows, ...wrapWords([indent, ...inline(mission.summary, theme.quiet)], width, {hang: [indent]})]
		: rows;
}

export function noticeRows(notices: readonly Notice[], width: number): Line[] {
	return notices.flatMap(({tone, text}) => {
		const style = tone === 'warning' ? theme.busy : theme.quiet;
		return wrapWords([span(tone === 'warning' ? '! ' : '· ', style), ...inline(text, style)], width, {
			hang: [span('  ')],
		});
	});
}

/** Which mission is meant by what was typed: its number, or the beginning of its id or of a word in its title. */
export function missionByText(missions: readonly MissionSummary[], typed: string): number | undefined {
	const text = typed.trim().toLowerCase();
	if (/^\d+$/.test(text)) {
		const index = Number(text) - 1;
		return missions[index] ? index : undefined;
	}
	const ways: ((mission: MissionSummary) => boolean)[] = [
		mission => mission.id.toLowerCase() === text || mission.title.toLowerCase() === text,
		mission => mission.id.toLowerCase().startsWith(text) || mission.title.toLowerCase().startsWith(text),
		mission => mission.title.toLowerCase().includes(text),
	];
	for (const way of ways) {
		const index = missions.findIndex(way);
		if (text !== '' && index >= 0) {
			return index;
		}
	}
	return undefined;
}
