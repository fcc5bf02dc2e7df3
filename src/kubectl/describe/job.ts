/** kubectl pkg/describe/describe.go describeJob. */
import {humanDuration} from '../../apimachinery/duration.ts';
import {longTime, writeAnnotations, writeController, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {writePodTemplate} from './pod-template.ts';
import {selectorText} from './selector.ts';
import type {Job} from './types.ts';

/** Lists of indexes are cut at the next comma after so many letters. */
const longestIndexes = 50;

export const describeJob = describerOf<Job>({
	write(w, job) {
		const {metadata, spec, status} = job;
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		w.line(0, `Selector:\t${selectorText(spec.selector)}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		writeController(w, job);
		const facts: [title: string, value: unknown][] = [
			['Parallelism', spec.parallelism],
			['Completions', spec.completions ?? '<unset>'],
			['Completion Mode', spec.completionMode],
			['Suspend', spec.suspend],
			['Backoff Limit', spec.backoffLimit],
			['TTL Seconds After Finished', spec.ttlSecondsAfterFinished],
			['Start Time', status?.startTime && longTime(status.startTime)],
			['Completed At', status?.completionTime && longTime(status.completionTime)],
			['Duration', durationOf(job)],
			[
				'Active Deadline Seconds',
				spec.activeDeadlineSeconds === undefined ? undefined : `${spec.activeDeadlineSeconds}s`,
			],
		];
		for (const [title, value] of facts) {
			if (value !== undefined) {
				w.line(0, `${title}:\t${value}`);
			}
		}
		const {active = 0, ready, succeeded = 0, failed = 0} = status ?? {};
		const atWork = ready === undefined ? `${active} Active` : `${active} Active (${ready} Ready)`;
		w.line(0, `Pods Statuses:\t${atWork} / ${succeeded} Succeeded / ${failed} Failed`);
		if (spec.completionMode === 'Indexed') {
			w.line(0, `Completed Indexes:\t${shortened(status?.completedIndexes ?? '')}`);
		}
		writePodTemplate(w, spec.template);
	},
});

function durationOf({status}: Job): string | undefined {
	return status?.startTime && status.completionTime
		? humanDuration(Date.parse(status.completionTime) - Date.parse(status.startTime))
		: undefined;
}

function shortened(indexes: string): string {
	if (indexes === '') {
		return '<none>';
	}
	const comma = indexes.indexOf(',', longestIndexes);
	return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}
