/** CronJobs (pkg/registry/batch/cronjob/strategy.go, pkg/apis/batch/validation/validation.go). */
import {CronJob, CronJobSpec, CronJobStatus} from '../../../api/batch-v1.ts';
import {ageOf} from '../../../apimachinery/duration.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {formatLabelSelector} from '../../../apimachinery/labels.ts';
import {nameIsDnsSubdomain, validateNonnegativeField} from '../../../apimachinery/validation.ts';
import {parseSchedule, ScheduleError} from '../../cron/parser.ts';
import {findZone} from '../../cron/zone.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {ageColumn, containerColumns, descriptionOf, nameColumn, selectorColumn} from './columns.ts';
import {validateJobSpec} from './job/spec.ts';
import {jobSpecWarnings} from './job/warnings.ts';
import {defaultPodSpec} from './pod-defaults.ts';
import {countGeneration, keep, withGeneration, withoutStatus} from './strategy.ts';
import {hostNameWarnings} from './workload-validation.ts';

const {invalid, notSupported, required} = fieldErrors;

/** The controller appends `-` and ten digits to make the name of a Job, which becomes a label. */
const longestName = 52;
const zonePart = /^[A-Za-z.\-_0-9+]{1,14}$/;
const templateField = 'spec.jobTemplate.spec';

export const cronJobs: ResourceDefinition<CronJob> = {
	group: 'batch',
	version: 'v1',
	kind: 'CronJob',
	plural: 'cronjobs',
	singular: 'cronjob',
	shortNames: ['cj'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status'],
	schema: CronJob,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Schedule',
			type: 'string',
			description: descriptionOf(CronJobSpec, 'schedule'),
			cell: ({spec}) => spec.schedule,
		},
		{
			name: 'Timezone',
			type: 'string',
			description: descriptionOf(CronJobSpec, 'timeZone'),
			cell: ({spec}) => spec.timeZone ?? '<none>',
		},
		{
			name: 'Suspend',
			type: 'boolean',
			description: descriptionOf(CronJobSpec, 'suspend'),
			cell: ({spec}) => (spec.suspend ? 'True' : 'False'),
		},
		{
			name: 'Active',
			type: 'integer',
			description: descriptionOf(CronJobStatus, 'active'),
			cell: ({status}) => status.active?.length ?? 0,
		},
		{
			name: 'Last Schedule',
			type: 'string',
			description: descriptionOf(CronJobStatus, 'lastScheduleTime'),
			cell: ({status}, now) => (status.lastScheduleTime ? ageOf(status.lastScheduleTime, now) : '<none>'),
		},
		ageColumn,
		...containerColumns.map(ofJobTemplate),
		{...selectorColumn, cell: ({spec}) => formatLabelSelector(spec.jobTemplate.spec.selector)},
	],
	strategy: {
		applyDefaults: defaultJobTemplate,
		prepareForCreate: cronJob => withGeneration(withoutStatus(cronJob), 1),
		prepareForUpdate: (next, old) => countGeneration(keep(next, old, 'status'), old),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: cronJob => {
			const {name} = cronJob.metadata;
			const errors = validateSpec(cronJob.spec);
			const message = `must be no more than ${longestName} characters`;
			return name.length > longestName ? [...errors, invalid('metadata.name', name, message)] : errors;
		},
		validateUpdate: (next, old) => validateSpec(next.spec, old.spec),
		warnings: (cronJob, old) => warningsOf(cronJob, old),
	},
};

/** A column of workloads with a Pod template, for the template that stands deeper here. */
function ofJobTemplate(column: (typeof containerColumns)[number]): Column<CronJob> {
	return {...column, cell: (cronJob, now) => column.cell({...cronJob, spec: cronJob.spec.jobTemplate.spec}, now)};
}

/** Only the template of the Pods gets its defaults now; those of the Job come when one is made. */
function defaultJobTemplate(cronJob: CronJob): CronJob {
	const {jobTemplate} = cronJob.spec;
	const {template} = jobTemplate.spec;
	const spec = defaultPodSpec(template.spec);
	if (spec === template.spec) {
		return cronJob;
	}
	const filled = {...jobTemplate, spec: {...jobTemplate.spec, template: {...template, spec}}};
	return {...cronJob, spec: {...cronJob.spec, jobTemplate: filled}};
}

function warningsOf(cronJob: CronJob, old: CronJob | undefined): string[] {
	const changed = !old || cronJob.metadata.generation !== old.metadata.generation;
	const warnings = changed ? jobSpecWarnings(cronJob.spec.jobTemplate.spec, templateField) : [];
	if (!old) {
		return [...hostNameWarnings(cronJob.metadata.name), ...warnings];
	}
	const zoned =
		'cannot use TZ or CRON_TZ in spec.spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';
	return cronJob.spec.schedule.includes('TZ') ? [...warnings, zoned] : warnings;
}

function validateSpec(spec: CronJobSpec, old?: CronJobSpec): FieldError[] {
	const {startingDeadlineSeconds = 0, successfulJobsHistoryLimit, failedJobsHistoryLimit} = spec;
	return [
		...validateSchedule(spec, old),
		...validateNonnegativeField(startingDeadlineSeconds, 'spec.startingDeadlineSeconds'),
		...(old && old.timeZone === spec.timeZone ? [] : validateTimeZone(spec.timeZone, 'spec.timeZone')),
		...validateConcurrencyPolicy(spec.concurrencyPolicy, 'spec.concurrencyPolicy'),
		...validateJobTemplate(spec),
		...validateNonnegativeField(successfulJobsHistoryLimit, 'spec.successfulJobsHistoryLimit'),
		...validateNonnegativeField(failedJobsHistoryLimit, 'spec.failedJobsHistoryLimit'),
	];
}

/** A zone within the schedule is only left where it stands already. */
function validateSchedule({schedule, timeZone}: CronJobSpec, old: CronJobSpec | undefined): FieldError[] {
	const field = 'spec.schedule';
	if (!schedule) {
		return [required(field)];
	}
	const errors: FieldError[] = [];
	try {
		parseSchedule(schedule);
	} catch (error) {
		if (!(error instanceof ScheduleError)) {
			throw error;
		}
		errors.push(invalid(field, schedule, error.message));
	}
	if (!schedule.includes('TZ')) {
		return errors;
	}
	if (!old?.schedule.includes('TZ')) {
		const message = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
		return [...errors, invalid(field, schedule, message)];
	}
	const both = 'cannot use both timeZone field and TZ or CRON_TZ in schedule';
	return timeZone === undefined ? errors : [...errors, invalid(field, schedule, both)];
}

function validateTimeZone(name: string | undefined, field: string): FieldError[] {
	if (name === undefined) {
		return [];
	}
	if (name === '') {
		return [invalid(field, name, 'timeZone must be nil or non-empty string')];
	}
	const wrong = (part: string) => part === '.' || part === '..' || part.startsWith('-') || !zonePart.test(part);
	if (name.split('/').some(wrong)) {
		return [invalid(field, name, `unknown time zone ${name}`)];
	}
	if (name.toLowerCase() === 'local') {
		const message = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
		const errors = [invalid(field, name, message)];
		return name === 'Local' ? errors : [...errors, invalid(field, name, `unknown time zone ${name}`)];
	}
	return findZone(name) ? [] : [invalid(field, name, `unknown time zone ${name}`)];
}

function validateConcurrencyPolicy(policy: string, field: string): FieldError[] {
	const supported = ['Allow', 'Forbid', 'Replace'];
	if (policy === '') {
		return [required(field)];
	}
	return supported.includes(policy) ? [] : [notSupported(field, policy, supported)];
}

/** The selector is always the server's. */
function validateJobTemplate({jobTemplate}: CronJobSpec): FieldError[] {
	const {selector, manualSelector, ...spec} = jobTemplate.spec;
	const errors = validateJobSpec({...spec, completionMode: spec.completionMode ?? 'NonIndexed'}, templateField);
	if (selector) {
		errors.push(invalid(`${templateField}.selector`, selector, '`selector` will be auto-generated'));
	}
	if (manualSelector) {
		errors.push(notSupported(`${templateField}.manualSelector`, manualSelector, ['nil', 'false']));
	}
	return errors;
}
