/** How far the screen is scrolled and can be, for the keys that scroll. */
import type {HostView} from '../../tutor/host.ts';
import {frameHeight, type Scrolled, type Size} from '../layout.ts';
import type {ScreenState} from '../state.ts';
import type {Line} from '../text/line.ts';
import {missionModel} from './mission.ts';

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
