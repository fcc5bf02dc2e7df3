import {useLayoutEffect, useSyncExternalStore} from 'react';
import {commandInfos} from '../commands.ts';
import {isTooSmall} from '../layout.ts';
import {editorModel} from '../models/editor.ts';
import type {Cursor, Extras} from '../models/extras.ts';
import {homeModel} from '../models/home.ts';
import {missionModel} from '../models/mission.ts';
import {overlayModel} from '../models/overlay.ts';
import type {ScreenStore, Snapshot} from '../store.ts';
import {unavailableReason} from '../update/run-command.ts';
import {AsciiContext} from './lines.tsx';
import {MissionScreen} from './mission-screen.tsx';
import {EditorScreen, HomeScreen, OverlayScreen, TooSmallScreen} from './screens.tsx';

export interface AppProps {
	readonly store: ScreenStore;
	readonly ascii?: boolean;
	readonly motion?: boolean;
	readonly version?: string;
	/** Told where the cursor belongs, after every drawing. */
	readonly onCursor?: (cursor: Cursor | undefined) => void;
}

/** Draws whichever screen the store is at. */
export function App({store, ascii = false, motion = true, version = '', onCursor}: AppProps) {
	const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot);
	const {screen, cursor} = draw(snapshot, {
		suggest: line => store.host.suggest(line),
		validate: (name, text) => store.host.validate(name, text),
		unavailable: reasons(snapshot),
		motion,
		version,
	});
	useLayoutEffect(() => onCursor?.(cursor));
	return <AsciiContext.Provider value={ascii}>{screen}</AsciiContext.Provider>;
}

function draw(
	{state, view, size}: Snapshot,
	extras: Extras,
): {readonly screen: React.ReactNode; readonly cursor?: Cursor} {
	if (isTooSmall(size)) {
		return {screen: <TooSmallScreen size={size} />};
	}
	if (state.overlay) {
		return {screen: <OverlayScreen model={overlayModel(state, view, size, extras)} />};
	}
	if (state.editor) {
		const model = editorModel(state, view, size, extras);
		return {screen: <EditorScreen model={model} />, cursor: model.cursor};
	}
	if (view.mission) {
		const model = missionModel(state, view, size, extras);
		return {screen: <MissionScreen model={model} />, cursor: model.cursor};
	}
	const model = homeModel(state, view, size, extras);
	return {screen: <HomeScreen model={model} />, cursor: model.cursor};
}

function reasons({view}: Snapshot): Record<string, string> {
	return Object.fromEntries(
		commandInfos.flatMap(({id}) => {
			const why = unavailableReason(id, {view});
			return why === undefined ? [] : [[id, why]];
		}),
	);
}
