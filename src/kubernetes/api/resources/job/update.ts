/** What of a Job may change (pkg/apis/batch/validation/validation.go ValidateJobSpecUpdate). */
import type {Job, JobSpec} from '../../../../api/batch-v1.ts';
import type {Container} from '../../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../../api/core-v1/pod.ts';
import type {PodTemplateSpec} from '../../../../api/core-v1/pod-template.ts';
import {semanticEqual} from '../../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {immutableMessage, validateImmutableField} from '../../../../apimachinery/validation.ts';
import {controllerUidLabel, jobNameLabel, trueCondition} from '../../../batch.ts';
import {internalForm} from '../pod/internal-form.ts';
import {printed} from '../workload-validation.ts';
import {validateJob} from './spec.ts';

const {invalid} = fieldErrors;

export function validateJobUpdate(next: Job, old: Job): FieldError[] {
	const labels = old.spec.template.metadata.labels;
	const withPrefix = labels?.[jobNameLabel] !== undefined && labels[controllerUidLabel] !== undefined;
	const errors = validateJob(next, withPrefix);
	if (next.spec === old.spec) {
		return errors;
	}
	const unchanged = (name: 'completionMode' | 'backoffLimitPerIndex' | 'managedBy') =>
		validateImmutableField(next.spec[name], old.spec[name], `spec.${name}`);
	return [
		...errors,
		...validateCompletions(next.spec, old.spec),
		...validateImmutableField(printed(next.spec.selector), printed(old.spec.selector), 'spec.selector'),
		...validateTemplate(next.spec.template, old),
		...unchanged('completionMode'),
		...validateImmutable('PodFailurePolicy', next.spec.podFailurePolicy, old.spec.podFailurePolicy, 'podFailurePolicy'),
		...unchanged('backoffLimitPerIndex'),
		...unchanged('managedBy'),
		...validateImmutable('SuccessPolicy', next.spec.successPolicy, old.spec.successPolicy, 'successPolicy'),
	];
}

/** The same as `validateImmutableField`, for what upstream prints by the names of its internal types. */
function validateImmutable(
	struct: string,
	value: object | undefined,
	old: object | undefined,
	name: string,
): FieldError[] {
	const same = semanticEqual(value, old);
	return same ? [] : [invalid(`spec.${name}`, value ? internalForm(struct, value) : null, immutableMessage)];
}

/** An Indexed Job can be made larger and smaller, its parallelism with it. */
function validateCompletions(spec: JobSpec, old: JobSpec): FieldError[] {
	if (spec.completionMode !== 'Indexed') {
		return validateImmutableField(spec.completions, old.completions, 'spec.completions');
	}
	if (spec.completions === undefined || spec.completions === old.completions) {
		return [];
	}
	const message = 'can only be modified in tandem with spec.parallelism';
	return spec.completions === spec.parallelism ? [] : [invalid('spec.completions', spec.completions, message)];
}

/** The template may change while the Job is suspended and none of its Pods is left: where it runs, and how much it gets. */
function validateTemplate(next: PodTemplateSpec, old: Job): FieldError[] {
	const before = old.spec.template;
	const started = old.status.startTime !== undefined && !trueCondition(old, 'Suspended');
	if (!old.spec.suspend || started || (old.status.active ?? 0) > 0) {
		return validateImmutable('PodTemplateSpec', next, before, 'template');
	}
	const comparable = withResourcesOf(next.spec, withSchedulingOf(next.spec, before.spec));
	return validateImmutable('PodSpec', next.spec, comparable, 'template.spec');
}

/** The old spec with the scheduling directives of the new one. */
function withSchedulingOf(next: PodSpec, old: PodSpec): PodSpec {
	const {nodeSelector, tolerations, schedulingGates} = next;
	const {nodeAffinity: _, ...otherAffinity} = old.affinity ?? {};
	const nodeAffinity = next.affinity?.nodeAffinity;
	const affinity = {...otherAffinity, ...(nodeAffinity && {nodeAffinity})};
	const kept = Object.keys(affinity).length > 0 || next.affinity !== undefined;
	return {...old, nodeSelector, tolerations, schedulingGates, affinity: kept ? affinity : undefined} as PodSpec;
}

/** The old spec with the resources of the containers of the new one, where they are still the same containers. */
function withResourcesOf(next: PodSpec, old: PodSpec): PodSpec {
	return {
		...old,
		containers: resourcesOf(next.containers, old.containers) ?? [],
		initContainers: resourcesOf(next.initContainers, old.initContainers),
	} as PodSpec;
}

function resourcesOf(
	next: readonly Container[] | undefined,
	old: readonly Container[] | undefined,
): readonly Container[] | undefined {
	if (!next || next.length !== old?.length) {
		return old;
	}
	return old.map((container, index) =>
		container.name === next[index]!.name ? {...container, resources: next[index]!.resources} : container,
	);
}
