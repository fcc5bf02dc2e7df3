/** Keys while help or glossary is shown. */
import type {Key} from '../input/keys.ts';
import {clamp} from '../layout.ts';
import {overlayPage} from '../models/overlay.ts';
import type {ScreenState} from '../state.ts';
import type {Step, Surroundings} from './step.ts';

/** @param underneath what the key does on the screen under the overlay */
export function inOverlay(
	state: ScreenState,
	key: Key,
	around: Surroundings,
	underneath: (closed: ScreenState) => Step,
): Step {
	const {overlay, ...closed} = state;
	const {page, last} = overlayPage(state, around.view, around.size);
	const to = (top: number): Step => [{...state, overlay: {...overlay!, top: clamp(top, 0, last)}}];
	switch (key.id) {
		case 'up':
		case 'alt+up':
			return to(overlay!.top - 1);
		case 'down':
		case 'alt+down':
			return to(overlay!.top + 1);
		case 'pageup':
			return to(overlay!.top - page);
		case 'pagedown':
			return to(overlay!.top + page);
		case 'home':
			return to(0);
		case 'end':
			return to(last);
		case 'text':
			if (key.text === ' ') {
				return to(overlay!.top + page);
			}
			// What is typed goes to the input, which is what one sees when the overlay is gone.
			return key.text === 'q' ? [closed] : underneath(closed);
		case 'paste':
			return underneath(closed);
		default:
			return [closed];
	}
}
