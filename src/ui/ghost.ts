/** The dim text after the cursor. */
import type {Host, HostView} from '../tutor/host.ts';
import {inputPlace, type ScreenState} from './state.ts';

interface GhostSource {
	readonly view: HostView;
	readonly host: Pick<Host, 'suggest'>;
}

/** How the line at the prompt may go on: as an earlier line did, or as the tutor suggests. */
export function ghostText(state: ScreenState, {view, host}: GhostSource): string {
	const {text, cursor, search} = state.inputs.prompt;
	if (
		inputPlace(state, view) !== 'prompt' ||
		text === '' ||
		cursor !== text.length ||
		search ||
		state.offer ||
		text.includes('\n')
	) {
		return '';
	}
	const earlier = view.history.findLast(line => line.startsWith(text) && line !== text && !line.includes('\n'));
	return earlier?.slice(text.length) ?? host.suggest(text) ?? '';
}
