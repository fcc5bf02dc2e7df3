/** kubectl pkg/describe/describe.go describeLimitRange. */
import {describerOf} from './describer.ts';
import type {LimitRange} from './types.ts';
import type {DescriptionWriter} from './writer.ts';

export const describeLimitRange = describerOf<LimitRange>({
	noEvents: true,
	write(w, {metadata, spec}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLimits(w, spec, '');
	},
});

/** The limits as a table. @param indent what each line begins with */
export function writeLimits(w: DescriptionWriter, spec: LimitRange['spec'] | undefined, indent: string): void {
	w.line(0, `${indent}Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio`);
	w.line(0, `${indent}----\t--------\t---\t---\t---------------\t-------------\t-----------------------`);
	for (const limit of spec?.limits ?? []) {
		const lists = [limit.min, limit.max, limit.defaultRequest, limit.default, limit.maxLimitRequestRatio];
		for (const resource of new Set(lists.flatMap(list => Object.keys(list ?? {})))) {
			w.line(0, [`${indent}${limit.type}`, resource, ...lists.map(list => list?.[resource] ?? '-')].join('\t'));
		}
	}
}
