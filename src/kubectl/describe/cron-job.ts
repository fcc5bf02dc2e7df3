/** kubectl pkg/describe/describe.go describeCronJob. */
import {longTime, writeAnnotations, writeLabels, yesNo} from './common.ts';
import {describerOf} from './describer.ts';
import {writePodTemplate} from './pod-template.ts';
import {selectorText} from './selector.ts';
import type {CronJob, JobTemplateSpec} from './types.ts';
import type {DescriptionWriter} from './writer.ts';

export const describeCronJob = describerOf<CronJob>({
	write(w, {metadata, spec, status}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Schedule:\t${spec.schedule}`);
		w.line(0, `Concurrency Policy:\t${spec.concurrencyPolicy}`);
		w.line(0, `Suspend:\t${yesNo(spec.suspend)}`);
		w.line(0, `Time Zone:\t${orUnset(spec.timeZone)}`);
		w.line(0, `Successful Job History Limit:\t${orUnset(spec.successfulJobsHistoryLimit)}`);
		w.line(0, `Failed Job History Limit:\t${orUnset(spec.failedJobsHistoryLimit)}`);
		w.line(0, `Starting Deadline Seconds:\t${orUnset(spec.startingDeadlineSeconds, 's')}`);
		writeJobTemplate(w, spec.jobTemplate);
		const last = status?.lastScheduleTime;
		w.line(0, `Last Schedule Time:\t${last ? longTime(last) : '<unset>'}`);
		const active = (status?.active ?? []).map(({name}) => name).join(', ');
		w.line(0, `Active Jobs:\t${active || '<none>'}`);
	},
});

function writeJobTemplate(w: DescriptionWriter, {spec}: JobTemplateSpec): void {
	w.line(0, `Selector:\t${spec.selector ? selectorText(spec.selector) : '<unset>'}`);
	w.line(0, `Parallelism:\t${orUnset(spec.parallelism)}`);
	w.line(0, `Completions:\t${orUnset(spec.completions)}`);
	if (spec.activeDeadlineSeconds !== undefined) {
		w.line(0, `Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`);
	}
	writePodTemplate(w, spec.template);
}

function orUnset(value: string | number | undefined, unit = ''): string {
	return value === undefined ? '<unset>' : `${value}${unit}`;
}
