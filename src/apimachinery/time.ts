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

/** RFC 3339 to the microsecond, as `metav1.MicroTime` is written. @param instant milliseconds since 1970 */
export function formatMicroTime(instant: number): string {
	return `${new Date(Math.floor(instant)).toISOString().slice(0, 23)}000Z`;
}

/** Milliseconds since 1970; undefined where there is no instant. */
export function parseTime(text: string | null | undefined): number | undefined {
	if (!text) {
		return undefined;
	}
	// Texts are often compared with their like.
	if (text !== parsed.text) {
		const instant = Date.parse(text);
		parsed = {text, instant: Number.isNaN(instant) ? undefined : instant};
	}
	return parsed.instant;
}
let parsed: {readonly text: string; readonly instant: number | undefined} = {text: '', instant: undefined};
