/**
 * A number, or a share of a total (apimachinery pkg/util/intstr GetScaledValueFromIntOrPercent). Example: `25%` of 10
 * is 3 rounded up and 2 rounded down.
 */
export function scaledValue(value: number | string | undefined, total: number, round: 'up' | 'down'): number {
	if (value === undefined || typeof value === 'number') {
		return value ?? 0;
	}
	const share = (Number.parseInt(value, 10) * total) / 100;
	return round === 'up' ? Math.ceil(share) : Math.floor(share);
}
