/** The first and the last row of a screen. */

import type {HostView} from '../../tutor/host.ts';
import type {Place} from '../commands.ts';
import {canGoOn, isAsked, placeOf, type ScreenState} from '../state.ts';
import {ends, type Line, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {clockLine} from '../views/clock.ts';
import {footerItems, footerLine} from '../views/help.ts';
import type {Extras} from './extras.ts';

export function headerLine(view: HostView, width: number, motion: boolean): Line {
	const {mission} = view;
	const title: Line = mission
		? [
				span(` ${mission.number} ${mission.title}`, theme.title),
				span(`  step ${mission.step.number} of ${mission.step.count}`, theme.quiet),
			]
		: [span(' Kubernetes workloads', theme.title)];
	const served = view.served ? [span(servedText(view.served.clients), theme.ok)] : [];
	return ends(title, [...served, ...clockLine(view.clock, motion), span(' ')], width);
}

/** That the cluster is open to other clients, and how many of them are there. */
function servedText(clients: number): string {
	return clients === 0 ? 'served ' : `served, ${clients} connected `;
}

/**
 * The keys that are good for something now.
 * @param cut whether what the last line has written began above the rows that are shown
 */
export function footer(
	state: ScreenState,
	view: HostView,
	width: number,
	{unavailable = {}}: Extras,
	cut = false,
): Line {
	const place: Place = placeOf(state, view);
	const hidden = new Set([
		...Object.keys(unavailable),
		...(canGoOn(view) ? [] : ['next']),
		...(isAsked(view) && state.atPrompt ? [] : ['answer']),
		...(view.tree ? [] : ['tree']),
		...(view.timeline ? [] : ['timeline']),
		...(view.clock.virtual ? [] : ['toggle-time', 'faster']),
		state.panel,
	]);
	const items = footerItems(place, hidden).map(item =>
		item.brief === 'pause' && view.clock.paused ? {...item, brief: 'play'} : item,
	);
	const stop =
		place === 'prompt' && view.running
			? [{keys: ['ctrl+c'], brief: 'stops it'}]
			: place === 'reply'
				? [{keys: ['ctrl+d'], brief: 'ends it'}]
				: [];
	const earlier = cut ? [{keys: ['pageup'], brief: 'earlier output'}] : [];
	return footerLine([...stop, ...items.slice(0, 1), ...earlier, ...items.slice(1)], width);
}
