/** The forms in which the API writes instants (apimachinery pkg/apis/meta/v1/time.go, micro_time.go). */

/** RFC 3339 to the second, as `metav1.Time` is written. @param instant milliseconds since 1970 */
export function formatTime(instant: number): string {
	return `${new Date(Math.floor(instant / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** RFC 3339 to the microsecond, as `metav1.MicroTime` is written. @param instant milliseconds since 1970 */
export function formatMicroTime(instant: number): string {
	return `${new Date(Math.floor(instant)).toISOString().slice(0, 23)}000Z`;
}

/** Milliseconds since 1970; undefined where there is no instant. */
export function parseTime(text: string | null | undefined): number | undefined {
	if (!text) {
		return undefined;
	}
	const instant = Date.parse(text);
	return Number.isNaN(instant) ? undefined : instant;
}
