/** Hides the values of a Secret, but not that they differ (kubectl pkg/cmd/diff/diff.go Masker). */
import type {KubernetesObject} from '../../apimachinery/object.ts';

type Data = Readonly<Record<string, unknown>>;
interface WithData extends KubernetesObject {
	readonly data?: Data;
}

export function maskSecret(
	before: KubernetesObject | undefined,
	after: KubernetesObject,
): [before: KubernetesObject | undefined, after: KubernetesObject] {
	const from = (before as WithData | undefined)?.data;
	const to = (after as WithData).data;
	const differs = (key: string) => from && to && key in from && key in to && from[key] !== to[key];
	const masked = (data: Data, which: string) =>
		Object.fromEntries(Object.keys(data).map(key => [key, differs(key) ? `*** (${which})` : '***']));
	return [
		before && from ? ({...before, data: masked(from, 'before')} as WithData) : before,
		to ? ({...after, data: masked(to, 'after')} as WithData) : after,
	];
}
