/** The forms in which the API writes instants (apimachinery pkg/apis/meta/v1/time.go, micro_time.go). */

/** RFC 3339 to the second, as `metav1.Time` is written. @param instant milliseconds since 1970 */
export function formatTime(instant: number): string {
	const second = Math.floor(instant / 1000);
	// Many things happen in the same second.
	if (second !== formatted.second) {
		formatted = {second, text: `${new Date(second * 1000).toISOString().slice(0, 19)}Z`};
	}
	return formatted.text;
}
let formatted = {second: Number.NaN, text: ''};

/** RFC 3339 to the microsecond, as `metav1.MicroTime` is written. @param instant milliseconds since 1970, and parts of them */
export function formatMicroTime(instant: number): string {
	// All nodes renew their leases at the same instant, again and again.
	if (instant !== formattedMicro.instant) {
		formattedMicro = {instant, text: microText(instant)};
	}
	return formattedMicro.text;
}
let formattedMicro = {instant: Number.NaN, text: ''};

function microText(instant: number): string {
	const whole = Math.floor(instant);
	const micros = Math.round((instant - whole) * 1000);
	return micros === 1000
		? microText(whole + 1)
		: `${new Date(whole).toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}Z`;
}

/** What `parseTime` gives, with the microseconds as parts of a millisecond. */
export function parseMicroTime(text: string): number | undefined {
	const [, digits = '0'] = /\.\d{3}(\d{1,3})/.exec(text) ?? [];
	const instant = parseTime(text);
	return instant === undefined ? undefined : instant + Number(digits.padEnd(3, '0')) / 1000;
}

/** Milliseconds since 1970; undefined where there is no instant. */
export function parseTime(text: string | null | undefined): number | undefined {
	if (!text) {
		return undefined;
	}
	let instant = parsed.get(text);
	if (instant === undefined) {
		instant = Date.parse(text);
		if (parsed.size >= mostParsed) {
			parsed.clear();
		}
		parsed.set(text, instant);
	}
	return Number.isNaN(instant) ? undefined : instant;
}

/** Most texts are parsed more than once, as many things happen in the same second; this only remembers the answers. */
const parsed = new Map<string, number>();
const mostParsed = 1000;
