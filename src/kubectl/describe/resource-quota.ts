/** kubectl pkg/describe/describe.go describeQuota. */
import {formatQuantity, newQuantity, parseQuantity, quantityValue} from '../../apimachinery/quantity.ts';
import {byKey, compare} from './common.ts';
import {describerOf} from './describer.ts';
import type {ResourceQuota} from './types.ts';

/** What the scopes of a quota mean, where kubectl says it. */
export const scopeMeanings: Readonly<Record<string, string>> = {
	Terminating:
		'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
	NotTerminating:
		'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
	BestEffort:
		'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
	NotBestEffort:
		'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

export const describeResourceQuota = describerOf<ResourceQuota>({
	noEvents: true,
	write(w, {metadata, spec, status}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		const scopes = [...(spec.scopes ?? [])].sort(compare);
		if (scopes.length > 0) {
			w.line(0, `Scopes:\t${scopes.join(', ')}`);
			for (const scope of scopes) {
				const meaning = scopeMeanings[scope];
				if (meaning) {
					w.line(0, ` * ${meaning}`);
				}
			}
		}
		w.line(0, 'Resource\tUsed\tHard');
		w.line(0, '--------\t----\t----');
		for (const [resource, hard] of Object.entries(status?.hard ?? {}).sort(byKey)) {
			w.line(0, `${resource}\t${inFormatOf(hard, status?.used?.[resource] ?? '0')}\t${hard}`);
		}
	},
});

/** The amount with the kind of suffix that another one has. */
function inFormatOf(model: string, amount: string): string {
	const {format} = parseQuantity(model);
	const quantity = parseQuantity(amount);
	return quantity.format === format ? amount : formatQuantity(newQuantity(quantityValue(quantity), format));
}
