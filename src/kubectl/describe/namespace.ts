/** kubectl pkg/describe/describe.go describeNamespace. */
import {byKey, compare, longTime, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {writeLimits} from './limit-range.ts';
import {scopeMeanings} from './resource-quota.ts';
import type {LimitRange, Namespace} from './types.ts';
import {listObjects} from './workload.ts';
import type {DescriptionWriter} from './writer.ts';

type Amounts = Readonly<Record<string, string>>;

interface Quota {
	readonly metadata: {readonly name: string};
	readonly spec?: {readonly scopes?: readonly string[]};
	readonly status?: {readonly hard?: Amounts; readonly used?: Amounts};
}

interface Facts {
	readonly quotas: readonly Quota[];
	readonly limits: readonly LimitRange[];
}

export const describeNamespace = describerOf<Namespace, Facts>({
	noEvents: true,
	async gather({metadata}, {connection}) {
		const path = `/api/v1/namespaces/${metadata.name}`;
		// A server that knows neither has none of them.
		const list = <T>(resource: string) => listObjects<T>(connection, `${path}/${resource}`).catch(() => []);
		return {quotas: await list<Quota>('resourcequotas'), limits: await list<LimitRange>('limitranges')};
	},
	write(w, {metadata, status}, {quotas, limits}) {
		w.line(0, `Name:\t${metadata.name}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Status:\t${status?.phase ?? ''}`);
		if (status?.conditions && status.conditions.length > 0) {
			w.line(0, 'Conditions:');
			w.line(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage');
			w.line(1, '----\t------\t------------------\t------\t-------');
			for (const condition of status.conditions) {
				const {type, lastTransitionTime, reason, message} = condition;
				const cells = [type, condition.status, longTime(lastTransitionTime), reason ?? '', message ?? ''];
				w.line(1, cells.join('\t'));
			}
		}
		w.line(0, '');
		writeQuotas(w, quotas);
		w.line(0, '');
		writeRanges(w, limits);
	},
});

function writeQuotas(w: DescriptionWriter, quotas: readonly Quota[]): void {
	if (quotas.length === 0) {
		w.line(0, 'No resource quota.');
		return;
	}
	w.line(0, 'Resource Quotas');
	for (const {metadata, spec, status} of [...quotas].sort((a, b) => compare(a.metadata.name, b.metadata.name))) {
		w.line(1, `Name:\t${metadata.name}`);
		if (spec?.scopes && spec.scopes.length > 0) {
			const scopes = [...spec.scopes].sort(compare);
			w.line(1, `Scopes:\t${scopes.join(', ')}`);
			for (const meaning of scopes.flatMap(scope => scopeMeanings[scope] ?? [])) {
				w.line(1, `* ${meaning}`);
			}
		}
		w.line(1, 'Resource\tUsed\tHard');
		w.line(1, '--------\t---\t---');
		for (const [resource, hard] of Object.entries(status?.hard ?? {}).sort(byKey)) {
			w.line(1, `${resource}\t${status?.used?.[resource] ?? '0'}\t${hard}`);
		}
	}
}

function writeRanges(w: DescriptionWriter, ranges: readonly LimitRange[]): void {
	if (ranges.length === 0) {
		w.line(0, 'No LimitRange resource.');
		return;
	}
	w.line(0, 'Resource Limits');
	writeLimits(w, {limits: ranges.flatMap(({spec}) => spec.limits ?? [])}, ' ');
}
