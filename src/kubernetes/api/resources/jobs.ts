/** Jobs (pkg/registry/batch/job/strategy.go, pkg/apis/batch/v1/defaults.go). */
import {Job, type JobSpec, JobStatus} from '../../../api/batch-v1.ts';
import {humanDuration} from '../../../apimachinery/duration.ts';
import {parseTime} from '../../../apimachinery/time.ts';
import {nameIsDnsSubdomain, validateLabels} from '../../../apimachinery/validation.ts';
import {trueCondition} from '../../batch.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, containerColumns, descriptionOf, nameColumn, selectorColumn} from './columns.ts';
import {withGeneratedSelector} from './job/selector.ts';
import {validateJob} from './job/spec.ts';
import {validateJobStatus} from './job/status.ts';
import {validateJobUpdate} from './job/update.ts';
import {jobSpecWarnings} from './job/warnings.ts';
import {countGeneration, keep, withGeneration, withoutStatus} from './strategy.ts';
import {defaultTemplate} from './templates.ts';
import {hostNameWarnings} from './workload-validation.ts';

export const jobs: ResourceDefinition<Job> = {
	group: 'batch',
	version: 'v1',
	kind: 'Job',
	plural: 'jobs',
	singular: 'job',
	categories: ['all'],
	namespaced: true,
	subresources: ['status'],
	schema: Job,
	validateName: nameIsDnsSubdomain,
	fields: {'status.successful': ({status}) => String(status.succeeded ?? 0)},
	columns: [
		nameColumn,
		{name: 'Status', type: 'string', description: 'How far the Job has come.', cell: progressOf},
		{
			name: 'Completions',
			type: 'string',
			description: descriptionOf(JobStatus, 'succeeded'),
			cell: completionsOf,
		},
		{name: 'Duration', type: 'string', description: 'How long the Job took, or has taken so far.', cell: durationOf},
		ageColumn,
		...containerColumns,
		selectorColumn,
	],
	strategy: {
		applyDefaults: job => withPodLabels(defaultTemplate(defaultSpec(job))),
		prepareForCreate: job => withGeneration(withPodLabels(withGeneratedSelector(withoutStatus(job))), 1),
		prepareForUpdate: (next, old) => countGeneration(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: job => validateJob(job),
		validateUpdate: validateJobUpdate,
		validateStatusUpdate: validateJobStatus,
		warnings: (job, old) => {
			const changed = !old || job.metadata.generation !== old.metadata.generation;
			return [
				...(old ? [] : hostNameWarnings(job.metadata.name)),
				...(changed ? jobSpecWarnings(job.spec, 'spec') : []),
			];
		},
		defaultPropagation: 'Orphan',
	},
};

/** The largest number that an int32 holds. */
const unlimited = 2 ** 31 - 1;

/** Without parallelism and completions, one Pod must succeed; with parallelism alone, the first success is enough. */
function defaultSpec(job: Job): Job {
	const {parallelism, completions, backoffLimitPerIndex, podFailurePolicy} = job.spec;
	const defaults: Partial<JobSpec> = {
		parallelism: 1,
		...(parallelism === undefined && completions === undefined && {completions: 1}),
		backoffLimit: backoffLimitPerIndex === undefined ? 6 : unlimited,
		completionMode: 'NonIndexed',
		suspend: false,
		podReplacementPolicy: podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
		manualSelector: false,
	};
	const missing = (Object.keys(defaults) as (keyof JobSpec)[]).some(name => job.spec[name] === undefined);
	return missing ? {...job, spec: {...defaults, ...job.spec}} : job;
}

/**
 * A Job without labels gets those of its Pods. Upstream does so whenever it reads one, so that the generated labels are
 * there, too; those that cannot be labels are left to be refused where they stand.
 */
function withPodLabels(job: Job): Job {
	const {labels = {}} = job.spec.template.metadata;
	const none = Object.keys(job.metadata.labels ?? {}).length === 0;
	const usable = Object.keys(labels).length > 0 && validateLabels(labels, '').length === 0;
	return none && usable ? {...job, metadata: {...job.metadata, labels}} : job;
}

function progressOf(job: Job): string {
	for (const type of ['Complete', 'Failed']) {
		if (trueCondition(job, type)) {
			return type;
		}
	}
	if (job.metadata.deletionTimestamp) {
		return 'Terminating';
	}
	return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(type => trueCondition(job, type)) ?? 'Running';
}

function completionsOf({spec, status}: Job): string {
	const succeeded = status.succeeded ?? 0;
	if (spec.completions !== undefined) {
		return `${succeeded}/${spec.completions}`;
	}
	const {parallelism = 0} = spec;
	return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationOf({status}: Job, now: number): string {
	const began = parseTime(status.startTime);
	return began === undefined ? '' : humanDuration((parseTime(status.completionTime) ?? now) - began);
}
