/**
 * How the server shows what was changed in a claim that may not change: a unified diff of the two specs, printed as Go
 * prints its internal types (apimachinery pkg/util/diff/diff.go).
 */
import type {PersistentVolumeClaimSpec} from '../../../api/core-v1/claims.ts';
import {printed, sorted} from './workload-validation.ts';

const context = 3;

export function claimSpecDiff(old: PersistentVolumeClaimSpec, next: PersistentVolumeClaimSpec): string {
	return unifiedDiff(lines(old), lines(next));
}

function lines(spec: PersistentVolumeClaimSpec): string[] {
	const source = (reference: PersistentVolumeClaimSpec['dataSource']) =>
		reference ? {APIGroup: reference.apiGroup ?? null, Kind: reference.kind, Name: reference.name} : null;
	const internal = {
		AccessModes: spec.accessModes ?? null,
		Selector: printed(spec.selector) ?? null,
		Resources: {
			Limits: sorted(spec.resources.limits) ?? null,
			Requests: sorted(spec.resources.requests) ?? null,
		},
		VolumeName: spec.volumeName ?? '',
		StorageClassName: spec.storageClassName ?? null,
		VolumeMode: spec.volumeMode ?? null,
		DataSource: source(spec.dataSource),
		DataSourceRef: spec.dataSourceRef
			? {...source(spec.dataSourceRef), Namespace: spec.dataSourceRef.namespace ?? null}
			: null,
		VolumeAttributesClassName: spec.volumeAttributesClassName ?? null,
	};
	return JSON.stringify(internal, null, 1).split('\n');
}

interface Step {
	readonly sign: ' ' | '-' | '+';
	readonly text: string;
}

function unifiedDiff(a: readonly string[], b: readonly string[]): string {
	const steps = align(a, b);
	let text = '';
	for (let start = 0; start < steps.length; ) {
		const first = steps.findIndex((step, index) => index >= start && step.sign !== ' ');
		if (first < 0) {
			break;
		}
		let end = first;
		for (let index = first; index < steps.length && index - end <= 2 * context; index++) {
			end = steps[index]!.sign === ' ' ? end : index;
		}
		const from = Math.max(first - context, start);
		const to = Math.min(end + 1 + context, steps.length);
		text += hunk(steps, from, to);
		start = to;
	}
	return text;
}

function hunk(steps: readonly Step[], from: number, to: number): string {
	const before = steps.slice(0, from);
	const within = steps.slice(from, to);
	const range = (other: '-' | '+') => {
		const skipped = before.filter(step => step.sign !== other).length;
		const length = within.filter(step => step.sign !== other).length;
		return length === 1 ? `${skipped + 1}` : `${length === 0 ? skipped : skipped + 1},${length}`;
	};
	const body = within.map(step => `${step.sign}${step.text}\n`).join('');
	return `@@ -${range('+')} +${range('-')} @@\n${body}`;
}

/** The shortest way from one text to the other, by their longest common subsequence; removals come first. */
function align(a: readonly string[], b: readonly string[]): Step[] {
	const common: number[][] = Array.from({length: a.length + 1}, () => new Array<number>(b.length + 1).fill(0));
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			const longer = Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
			common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : longer;
		}
	}
	const steps: Step[] = [];
	for (let i = 0, j = 0; i < a.length || j < b.length; ) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			steps.push({sign: ' ', text: a[i]!});
			i++;
			j++;
		} else if (i < a.length && (j === b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
			steps.push({sign: '-', text: a[i++]!});
		} else {
			steps.push({sign: '+', text: b[j++]!});
		}
	}
	return steps;
}
