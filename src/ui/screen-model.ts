/** The screens as they are drawn: which text stands in which region, computed from state, view and size alone. */
import type {Place} from './commands.ts';
import {editorView} from './editor/editor-view.ts';
import type {Host, HostView} from './host.ts';
import {type InputRows, inputRows} from './input-area.ts';
import {
	clamp,
	frameHeight,
	type MissionLayout,
	missionLayout,
	type Region,
	type Scrolled,
	type Size,
	scroll,
} from './layout.ts';
import {composePanel, type PanelModel, panelHeight, panelModel} from './panel.ts';
import {canGoOn, isAsked, type PanelId, placeOf, type ScreenState} from './state.ts';
import {ends, type Line, span, takeColumns} from './text/line.ts';
import {theme} from './text/theme.ts';
import {clockLine} from './views/clock.ts';
import {footerItems, footerLine, glossaryView, helpView} from './views/help.ts';
import {homeView, noticeRows} from './views/home.ts';
import {lessonView, pinnedView} from './views/lesson.ts';
import {clusterMap, mapStrip, mapView} from './views/map.ts';
import {outputHeight, outputWindow} from './views/output.ts';
import {timelineView} from './views/timeline.ts';
import {treeView} from './views/tree.ts';

export interface Cursor {
	readonly x: number;
	readonly y: number;
}

/** What the models need besides state, view and size. */
export interface Extras {
	readonly suggest?: Host['suggest'];
	readonly validate?: Host['validate'];
	/** Why commands cannot be used now. */
	readonly unavailable?: Readonly<Partial<Record<string, string>>>;
	/** Whether things may move by themselves. */
	readonly motion?: boolean;
	readonly version?: string;
}

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
	const wants = {notice: notice.length, reading: state.reading || isAsked(view)};
	// A first layout tells how wide everything is; how high is known when the texts are wrapped.
	const draft = missionLayout(size, {...wants, input: 1, offer: 0, output: 0, panel: 0, side: 0});
	const wide = draft.side !== undefined;
	const inner = draft.panel.width - 4;
	const shown: PanelId = wide ? 'lesson' : state.panel;
	const lesson = lessonView(mission, inner, state.choice);
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
		panel: shown === 'lesson' ? panelHeight(lesson.body, lesson.pinned) : content(shown, inner, 1000).length + 4,
		side: draft.side ? content(sidePanel, sideWidth, 1000).length + 2 : 0,
	});
	const room = layout.panel.height - 2;
	const pinned = shown === 'lesson' ? lesson.pinned : shortPinned(mission, inner, room, state.choice);
	const body = content(shown, inner, room - pinned.length - 1);
	const asked = isAsked(view);
	const composed = composePanel(
		body,
		pinned,
		room,
		wide && state.panel !== 'lesson' ? undefined : state.panelTop,
		mission.stage.kind === 'predicting',
	);
	const passed = canGoOn(view);
	const panel = panelModel({
		width: layout.panel.width,
		tabs: wide ? [{id: 'lesson', shown: true}] : tabs(view, shown),
		scrolled: composed,
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
	const output = outputWindow(view.output, layout.output.width - 2, layout.output.height, state.outputBack);
	return {
		layout,
		header: headerLine(view, width, extras.motion ?? true),
		notice: notice.slice(0, layout.notice.height),
		panel,
		...(side && {side}),
		output: outputRows(output, layout.output.height).map(row => [span(' '), ...row]),
		input: input.rows.slice(0, layout.input.height),
		footer: footer(state, view, width, extras),
		cursor: {x: layout.input.x + input.cursor.x, y: layout.input.y + Math.min(input.cursor.y, layout.input.height - 1)},
		outputBack: output.back,
		outputLast: Math.max(0, outputHeight(view.output, layout.output.width - 2) - layout.output.height),
	};
}

/** What is to be done now, in two rows at most: the rest is in the lesson. */
function shortPinned(
	mission: NonNullable<HostView['mission']>,
	width: number,
	room: number,
	choice: number,
): readonly Line[] {
	const rows = pinnedView({...mission, hints: []}, width, choice);
	const most = clamp(Math.floor(room / 3), 1, 4);
	if (rows.length <= most) {
		return rows;
	}
	const [last] = takeColumns(rows[most - 1]!, width - 5);
	return [...rows.slice(0, most - 1), [...last, span(' … F2', theme.quiet)]];
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

function headerLine(view: HostView, width: number, motion: boolean): Line {
	const {mission} = view;
	const title: Line = mission
		? [
				span(` ${mission.number} ${mission.title}`, theme.title),
				span(`  step ${mission.step.number} of ${mission.step.count}`, theme.quiet),
			]
		: [span(' Kubernetes workloads', theme.title)];
	return ends(title, [...clockLine(view.clock, motion), span(' ')], width);
}

function footer(state: ScreenState, view: HostView, width: number, {unavailable = {}}: Extras): Line {
	const place: Place = placeOf(state, view);
	const hidden = new Set([
		...Object.keys(unavailable),
		...(canGoOn(view) ? [] : ['next']),
		...(isAsked(view) && state.atPrompt ? [] : ['answer']),
		...(view.tree ? [] : ['tree']),
		...(view.timeline ? [] : ['timeline']),
		...(view.clock.virtual ? [] : ['toggle-time', 'faster']),
		...(state.panel === 'lesson' ? ['lesson'] : []),
	]);
	const items = footerItems(place, hidden).map(item =>
		item.brief === 'pause' && view.clock.paused ? {...item, brief: 'play'} : item,
	);
	return footerLine(items, width);
}

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

export interface OverlayModel {
	readonly title: Line;
	readonly rows: readonly Line[];
	readonly footer: Line;
}

export function overlayModel(state: ScreenState, view: HostView, size: Size, extras: Extras = {}): OverlayModel {
	const overlay = state.overlay!;
	const {rows, height} = overlayRows(state, view, size, extras);
	const part = scroll(rows, height, overlay.top);
	const name = overlay.kind === 'help' ? 'Words and keys' : 'What terms mean';
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
	const rows =
		overlay?.kind === 'glossary'
			? glossaryView(view.glossary, overlay.about, width)
			: helpView(width, extras.unavailable);
	return {rows, height: frameHeight(size) - 3};
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

export interface EditorModel {
	readonly rows: readonly Line[];
	readonly footer: Line;
	readonly cursor: Cursor;
}

export function editorModel(state: ScreenState, view: HostView, size: Size, {validate}: Extras = {}): EditorModel {
	const {editor} = state.editor!;
	const height = frameHeight(size) - 1;
	const problem = view.editing?.problem
		? {text: view.editing.problem}
		: validate?.(editor.name, editor.lines.join('\n'));
	const drawn = editorView(editor, size.columns, height, problem);
	return {
		rows: [drawn.title, ...drawn.rows, ...drawn.message],
		footer: footerLine(footerItems('editor', new Set()), size.columns),
		cursor: drawn.cursor,
	};
}

/** How far things are scrolled and what a page is, for the keys that scroll. */
export function pages(state: ScreenState, view: HostView, size: Size) {
	const editor = Math.max(1, frameHeight(size) - 5);
	if (!view.mission) {
		return {editor, panelTop: 0, panelLast: 0, panelPage: 1, outputBack: 0, outputPage: 1, outputLast: 0};
	}
	const model = missionModel(state, view, size);
	const scrolled: Scrolled<Line> & {readonly page: number} = (
		model.side && state.panel !== 'lesson' ? model.side : model.panel
	).scrolled;
	return {
		editor,
		panelTop: scrolled.top,
		panelLast: scrolled.top + scrolled.below,
		panelPage: scrolled.page,
		outputBack: model.outputBack,
		outputPage: model.layout.output.height,
		outputLast: model.outputLast,
	};
}
