/** The clock in the header: the time in the cluster and how it goes. */
import type {ClockView} from '../../tutor/host.ts';
import {type Line, span} from '../text/line.ts';
import {theme} from '../text/theme.ts';

export function clockLine(clock: ClockView, motion = true): Line {
	// Without motion the seconds do not count by themselves.
	const now = motion || clock.paused ? clock.now : Math.floor(clock.now / 10_000) * 10_000;
	const time = new Date(now).toISOString().slice(11, 19);
	if (!clock.virtual) {
		return [span(time, theme.quiet)];
	}
	return clock.paused
		? [span('⏸ paused ', theme.busy), span(time)]
		: [span(`▶ ×${speedText(clock.speed)} `, clock.speed === 1 ? theme.quiet : theme.ok), span(time)];
}

function speedText(speed: number): string {
	return Number.isInteger(speed) ? String(speed) : speed.toFixed(1);
}
