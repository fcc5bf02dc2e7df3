/** A mission's screen: which text stands in which region, computed from state, view and size alone. */
import type {HostView, OutputEntry} from '../../tutor/host.ts';
import {type MissionLayout, missionLayout, type Region, type Size, scroll} from '../layout.ts';
import {canGoOn, isAsked, type PanelId, type ScreenState} from '../state.ts';
import {type Line, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {noticeRows} from '../views/home.ts';
import {allRows, lessonView} from '../views/lesson.ts';
import {clusterMap, mapStrip, mapView} from '../views/map.ts';
import {outputHeight, outputWindow} from '../views/output.ts';
import {timelineView} from '../views/timeline.ts';
import {treeView} from '../views/tree.ts';
import {footer, headerLine} from './bars.ts';
import type {Cursor, Extras} from './extras.ts';
import {inputRows} from './input-area.ts';
import {type PanelModel, panelHeight, panelModel} from './panel.ts';
import {leastHeight, leastOther, lessonPanel, mostShortRows, otherPanel, shortPinned} from './pinned.ts';

export interface MissionModel {
	readonly layout: MissionLayout;
	readonly header: Line;
	readonly notice: readonly Line[];
	readonly panel: PanelModel;
	readonly side?: PanelModel;
	readonly output: readonly Line[];
	readonly input: readonly Line[];
	readonly footer: Line;
	readonly cursor: Cursor;
	/** How far things are scrolled and can be. */
	readonly outputBack: number;
	readonly outputLast: number;
}

export function missionModel(state: ScreenState, view: HostView, size: Size, extras: Extras = {}): MissionModel {
	const mission = view.mission!;
	const {columns: width} = size;
	const notice = noticeRows(view.notices, width - 8).map((row, index, all) => [
		span(' '),
		...row,
		...(index === all.length - 1 ? [span('  Esc: ok', theme.quiet)] : []),
	]);
	// A map is opened to be seen; only output's least rows are kept beside it.
	const wants = {notice: notice.length, reading: state.reading || isAsked(view) || state.panel === 'map'};
	// A first layout tells how wide everything is; how high is known when the texts are wrapped.
	const draft = missionLayout(size, {...wants, input: 1, offer: 0, output: 0, panel: 0, side: 0});
	const wide = draft.side !== undefined;
	const inner = draft.panel.width - 4;
	const shown: PanelId = wide ? 'lesson' : state.panel;
	const options = {choice: state.choice, running: view.running !== undefined || view.ask !== undefined};
	const lesson = lessonView(mission, inner, options);
	const map = clusterMap(view.nodes, view.pods);
	const sidePanel: PanelId = state.panel === 'lesson' ? 'map' : state.panel;
	const input = inputRows(state, view, draft.input.width, extras.suggest);
	const content = (panel: PanelId, panelWidth: number, rows: number): readonly Line[] => {
		switch (panel) {
			case 'lesson':
				return lesson.body;
			case 'map':
				return mapView(map, panelWidth, rows);
			case 'tree':
				return treeView(view.tree ?? [], panelWidth);
			case 'timeline':
				return timelineView(view.timeline ?? [], panelWidth);
		}
	};
	const sideWidth = (draft.side?.width ?? 0) - 4;
	const layout = missionLayout(size, {
		...wants,
		input: input.rows.length - input.offered,
		offer: input.offered,
		output: outputHeight(view.output, draft.output.width - 2),
		panel: panelHeight(
			content(shown, inner, 1000),
			shown === 'lesson' ? allRows(lesson.pinned) : shortPinned(lesson.pinned, inner, mostShortRows),
		),
		least: shown === 'lesson' ? leastHeight(mission, lesson.pinned) : leastOther,
		side: draft.side ? content(sidePanel, sideWidth, 1000).length + 2 : 0,
	});
	const room = layout.panel.height - 2;
	const asked = isAsked(view);
	const passed = canGoOn(view);
	const top = wide && state.panel !== 'lesson' ? undefined : state.panelTop;
	const composed =
		shown === 'lesson'
			? lessonPanel(mission, lesson, {width: inner, height: room, top})
			: otherPanel(lesson.pinned, {width: inner, height: room, top, fromEnd: shown === 'timeline'}, rows =>
					content(shown, inner, rows),
				);
	const panel = panelModel({
		width: layout.panel.width,
		tabs: wide ? [{id: 'lesson', shown: true}] : tabs(view, shown),
		scrolled: composed,
		gather: shown === 'lesson',
		style: passed ? theme.ok : asked ? theme.code : theme.quiet,
		note: passed ? (mission.stage.kind === 'passed' ? 'passed' : 'answered') : asked ? 'your turn' : '',
		foot: room => (wide || shown === 'map' ? [] : mapStrip(map, room)),
	});
	const side =
		layout.side &&
		sideModel(
			layout.side,
			tabs(view, sidePanel).filter(tab => tab.id !== 'lesson'),
			content(sidePanel, sideWidth, layout.side.height - 2),
			state,
			sidePanel,
		);
	const linesHeight = outputHeight(ofLastLine(view.output), layout.output.width - 2);
	const output = outputWindow(view.output, layout.output.width - 2, layout.output.height, state.outputBack);
	return {
		layout,
		header: headerLine(view, width, extras.motion ?? true),
		notice: notice.slice(0, layout.notice.height),
		panel,
		...(side && {side}),
		output: outputRows(output, layout.output.height).map(row => [span(' '), ...row]),
		input: input.rows.slice(0, layout.input.height),
		footer: footer(state, view, width, extras, output.back === 0 && linesHeight > layout.output.height),
		cursor: {x: layout.input.x + input.cursor.x, y: layout.input.y + Math.min(input.cursor.y, layout.input.height - 1)},
		outputBack: output.back,
		outputLast: Math.max(0, outputHeight(view.output, layout.output.width - 2) - layout.output.height),
	};
}

/** The last line that was typed, with what it has written so far. */
function ofLastLine(output: readonly OutputEntry[]): readonly OutputEntry[] {
	return output.slice(
		Math.max(
			0,
			output.findLastIndex(({kind}) => kind === 'command'),
		),
	);
}

function sideModel(
	region: Region,
	shownTabs: readonly {readonly id: PanelId; readonly shown: boolean}[],
	rows: readonly Line[],
	state: ScreenState,
	panel: PanelId,
): PanelModel {
	// A timeline is looked at from its end.
	const first = panel === 'timeline' ? rows.length : 0;
	const top = state.panel === 'lesson' ? first : (state.panelTop ?? first);
	return panelModel({
		width: region.width,
		tabs: shownTabs,
		scrolled: {...scroll(rows, region.height - 2, top), pinned: [], page: region.height - 2},
		style: theme.quiet,
		note: '',
		foot: () => [],
	});
}

function tabs(view: HostView, shown: PanelId): {readonly id: PanelId; readonly shown: boolean}[] {
	const there: PanelId[] = [
		'lesson',
		'map',
		...(view.tree ? ['tree' as const] : []),
		...(view.timeline ? ['timeline' as const] : []),
	];
	return there.map(id => ({id, shown: id === shown}));
}

function outputRows(
	{rows, back, above}: {readonly rows: readonly Line[]; readonly back: number; readonly above: number},
	height: number,
): readonly Line[] {
	if (back === 0) {
		// What is new stands right above the prompt.
		return [...Array.from({length: height - rows.length}, () => []), ...rows];
	}
	// Scrolled back, the last row says so.
	const mark: Line = [
		span(`▾ ${back + 1} later rows: PgDn${above > 0 ? `   ▴ ${above} earlier: PgUp` : ''}`, theme.busy),
	];
	return [...rows.slice(0, Math.max(0, height - 1)), mark];
}
