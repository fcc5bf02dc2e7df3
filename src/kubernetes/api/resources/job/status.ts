/**
 * How the status of a Job may change (pkg/apis/batch/validation/validation.go validateJobStatus,
 * ValidateJobStatusUpdate; pkg/registry/batch/job/strategy.go getStatusValidationOptions). Most rules are about what the
 * update changes, so that a status which a change of the spec has made wrong can still be mended.
 */
import type {Job} from '../../../../api/batch-v1.ts';
import {semanticEqual} from '../../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors, omitValue} from '../../../../apimachinery/field-error.ts';
import {parseTime} from '../../../../apimachinery/time.ts';
import {finishedCondition, isIndexed, trueCondition} from '../../../batch.ts';
import {findCondition} from '../../../conditions.ts';
import {internalForm} from '../pod/internal-form.ts';
import {validateCounts} from '../workload-validation.ts';
import {countIndexes, IndexesError, overlapOf} from './indexes.ts';

const {duplicate, invalid, required} = fieldErrors;

/** What is True of a Job, before or after. */
function flagsOf(job: Job) {
	return {
		complete: trueCondition(job, 'Complete') !== undefined,
		failed: trueCondition(job, 'Failed') !== undefined,
		failureTarget: trueCondition(job, 'FailureTarget') !== undefined,
		successCriteriaMet: trueCondition(job, 'SuccessCriteriaMet') !== undefined,
		finished: finishedCondition(job) !== undefined,
	};
}

/** Says whether one of these parts of the status is about to change. */
type Changed = (...names: readonly (keyof Job['status'])[]) => boolean;

/** A rule: where it applies and is broken, what is said. */
interface Rule {
	readonly broken: boolean;
	readonly error: () => FieldError;
}

export function validateJobStatus(next: Job, old: Job): FieldError[] {
	const changed: Changed = (...names) => names.some(name => !semanticEqual(next.status[name], old.status[name]));
	const rules = [
		...conditionRules(next, old, changed),
		...timeRules(next, old, changed),
		...podRules(next, old, changed),
	];
	return [
		...validateCounts(next.status, ['active', 'succeeded', 'failed', 'ready', 'terminating'], 'status'),
		...validateUncounted(next),
		...rules.filter(({broken}) => broken).map(({error}) => error()),
		...validateIndexes(next, changed),
		...validateTransition(next, old),
	];
}

function validateUncounted({status}: Job): FieldError[] {
	const {succeeded = [], failed = []} = status.uncountedTerminatedPods ?? {};
	const seen = new Set<string>();
	const validate = (uids: readonly string[], field: string) =>
		uids.flatMap((uid, index): FieldError[] => {
			const place = `${field}[${index}]`;
			const repeated = seen.has(uid);
			seen.add(uid);
			return uid === '' ? [invalid(place, uid, 'must not be empty')] : repeated ? [duplicate(place, uid)] : [];
		});
	const field = 'status.uncountedTerminatedPods';
	return [...validate(succeeded, `${field}.succeeded`), ...validate(failed, `${field}.failed`)];
}

function conditionRules(next: Job, old: Job, changed: Changed): Rule[] {
	const is = flagsOf(next);
	const was = flagsOf(old);
	const turns = (...names: readonly (keyof typeof is)[]) => names.some(name => is[name] !== was[name]);
	const wrong = (message: string) => () => invalid('status.conditions', omitValue, message);
	return [
		{
			broken: turns('complete', 'failed') && is.complete && is.failed,
			error: wrong('cannot set Complete=True and Failed=true conditions'),
		},
		{
			broken: turns('complete', 'failureTarget') && is.complete && is.failureTarget,
			error: wrong('cannot set Complete=True and FailureTarget=true conditions'),
		},
		{
			broken: (turns('failed') || changed('failedIndexes')) && is.failed && !is.failureTarget,
			error: wrong('cannot set Failed=True condition without the FailureTarget=true condition'),
		},
		{
			broken: turns('complete', 'successCriteriaMet') && is.complete && !is.successCriteriaMet,
			error: wrong('cannot set Complete=True condition without the SuccessCriteriaMet=true condition'),
		},
		{
			broken: is.successCriteriaMet && is.failed,
			error: wrong('cannot set SuccessCriteriaMet=True and Failed=true conditions'),
		},
		{
			broken: is.successCriteriaMet && is.failureTarget,
			error: wrong('cannot set SuccessCriteriaMet=True and FailureTarget=true conditions'),
		},
		{
			broken: next.spec.successPolicy !== undefined && !is.successCriteriaMet && is.complete,
			error: wrong('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True'),
		},
	];
}

function timeRules(next: Job, old: Job, changed: Changed): Rule[] {
	const {startTime, completionTime} = next.status;
	const is = flagsOf(next);
	const was = flagsOf(old);
	const suspendedWithoutCompletions = next.spec.suspend === true && next.spec.completions === 0;
	const completing = is.complete !== was.complete || changed('completionTime');
	const finishing = is.finished !== was.finished || changed('startTime');
	const ended = parseTime(completionTime);
	const began = parseTime(startTime);
	return [
		{
			broken: completing && completionTime !== undefined && !is.complete,
			error: () =>
				invalid(
					'status.completionTime',
					completionTime,
					'cannot set completionTime when there is no Complete=True condition',
				),
		},
		{
			broken: completing && completionTime === undefined && is.complete,
			error: () => required('status.completionTime', 'completionTime is required for Complete jobs'),
		},
		{
			broken: changed('startTime', 'completionTime') && began !== undefined && ended !== undefined && ended < began,
			error: () => invalid('status.completionTime', completionTime, 'must be equal to or after `startTime`'),
		},
		{
			broken: finishing && !suspendedWithoutCompletions && startTime === undefined && is.finished,
			error: () => required('status.startTime', 'startTime is required for finished job'),
		},
	];
}

function podRules(next: Job, old: Job, changed: Changed): Rule[] {
	const {active = 0, ready, terminating, uncountedTerminatedPods: uncounted} = next.status;
	const is = flagsOf(next);
	const finishing = is.finished !== flagsOf(old).finished;
	const left = (uncounted?.succeeded?.length ?? 0) + (uncounted?.failed?.length ?? 0);
	return [
		{
			broken: (finishing || changed('active')) && is.finished && active > 0,
			error: () => invalid('status.active', active, 'active>0 is invalid for finished job'),
		},
		{
			broken: (finishing || changed('uncountedTerminatedPods')) && is.finished && left > 0,
			error: () => {
				const value = internalForm('UncountedTerminatedPods', uncounted ?? {});
				return invalid('status.uncountedTerminatedPods', value, 'must be empty for finished job');
			},
		},
		{
			broken: (finishing || changed('terminating')) && is.finished && (terminating ?? 0) > 0,
			error: () => invalid('status.terminating', terminating, 'terminating>0 is invalid for finished job'),
		},
		{
			broken: changed('ready', 'active') && ready !== undefined && ready > active,
			error: () => invalid('status.ready', ready, 'cannot set more ready pods than active'),
		},
	];
}

function validateIndexes(next: Job, changed: Changed): FieldError[] {
	const {completedIndexes = '', failedIndexes} = next.status;
	const {completions, backoffLimitPerIndex} = next.spec;
	const errors: FieldError[] = [];
	if (changed('completedIndexes')) {
		errors.push(...validateFormat(completedIndexes, completions, 'completedIndexes'));
		if (completedIndexes !== '' && !isIndexed(next)) {
			const message = 'cannot set non-empty completedIndexes when non-indexed completion mode';
			errors.push(invalid('status.completedIndexes', completedIndexes, message));
		}
	}
	if (changed('failedIndexes') && failedIndexes !== undefined) {
		if (backoffLimitPerIndex === undefined) {
			const message = 'cannot set non-null failedIndexes when backoffLimitPerIndex is null';
			errors.push(invalid('status.failedIndexes', failedIndexes, message));
		} else {
			errors.push(...validateFormat(failedIndexes, completions, 'failedIndexes'));
		}
	}
	if (changed('completedIndexes', 'failedIndexes') && completions !== undefined && completedIndexes && failedIndexes) {
		const overlap = overlapOf(completedIndexes, failedIndexes, completions);
		if (overlap !== undefined) {
			const message = `failedIndexes and completedIndexes overlap at index: ${overlap}`;
			errors.push(invalid('status.failedIndexes', failedIndexes, message));
		}
	}
	return errors;
}

function validateFormat(
	indexes: string,
	completions: number | undefined,
	name: 'completedIndexes' | 'failedIndexes',
): FieldError[] {
	try {
		countIndexes(indexes, completions ?? Number.POSITIVE_INFINITY);
		return [];
	} catch (error) {
		if (!(error instanceof IndexesError)) {
			throw error;
		}
		return completions === undefined
			? []
			: [invalid(`status.${name}`, indexes, `error parsing ${name}: ${error.message}`)];
	}
}

/** What holds between the status before and after. */
function validateTransition(next: Job, old: Job): FieldError[] {
	const errors: FieldError[] = [];
	const condition = (message: string) => errors.push(invalid('status.conditions', omitValue, message));
	for (const type of ['Failed', 'Complete', 'FailureTarget']) {
		if (trueCondition(old, type) && !trueCondition(next, type)) {
			condition(`cannot disable the terminal ${type}=True condition`);
		}
	}
	const {status} = next;
	if ((status.failed ?? 0) < (old.status.failed ?? 0)) {
		errors.push(invalid('status.failed', status.failed ?? 0, 'cannot decrease the failed counter'));
	}
	// An Indexed Job whose completions and parallelism are one number can be scaled down.
	const fixed = !isIndexed(next) || next.spec.completions !== next.spec.parallelism;
	if (fixed && (status.succeeded ?? 0) < (old.status.succeeded ?? 0)) {
		errors.push(invalid('status.succeeded', status.succeeded ?? 0, 'cannot decrease the succeeded counter'));
	}
	const ended = old.status.completionTime;
	if (ended && status.completionTime && status.completionTime !== ended) {
		errors.push(invalid('status.completionTime', status.completionTime, immutable));
	}
	const resuming = trueCondition(old, 'Suspended') && findCondition(status.conditions, 'Suspended')?.status === 'False';
	const began = old.status.startTime;
	if (began && status.startTime !== began && !resuming && !next.spec.suspend) {
		errors.push(invalid('status.startTime', status.startTime ?? null, `${immutable} for unsuspended job once set`));
	}
	if (trueCondition(old, 'SuccessCriteriaMet') && !trueCondition(next, 'SuccessCriteriaMet')) {
		condition('cannot disable the SuccessCriteriaMet=True condition');
	}
	const late = trueCondition(old, 'Complete') && !trueCondition(old, 'SuccessCriteriaMet');
	if (late && trueCondition(next, 'SuccessCriteriaMet')) {
		condition('cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions');
	}
	return errors;
}
const immutable = 'field is immutable';
