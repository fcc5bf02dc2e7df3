/** DaemonSets (pkg/registry/apps/daemonset/strategy.go). */
import {DaemonSet, DaemonSetStatus, type DaemonSetUpdateStrategy} from '../../../api/apps-v1.ts';
import {PodSpec} from '../../../api/core-v1/pod.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {formatLabels} from '../../../apimachinery/labels.ts';
import {nameIsDnsSubdomain, validateImmutableField, validateLabelSelector} from '../../../apimachinery/validation.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {ageColumn, containerColumns, descriptionOf, nameColumn, selectorColumn} from './columns.ts';
import {validatePodTemplateSpec} from './pod-validation.ts';
import {podTemplateWarnings} from './pod-warnings.ts';
import {countGeneration, keep, withGeneration} from './strategy.ts';
import {defaultTemplate} from './templates.ts';
import {
	intOrPercentValue,
	isEmpty,
	printed,
	readSelector,
	validateAtMost100Percent,
	validateCounts,
	validateLongRunning,
	validateNotDecremented,
	validatePositiveIntOrPercent,
	validateTemplateLabels,
} from './workload-validation.ts';

const {invalid, notSupported, required} = fieldErrors;

/** Counts changes of the template; apps/v1 keeps it in an annotation (pkg/apis/apps/v1/conversion.go). */
const templateGeneration = 'deprecated.daemonset.template.generation';

export const daemonSets: ResourceDefinition<DaemonSet> = {
	group: 'apps',
	version: 'v1',
	kind: 'DaemonSet',
	plural: 'daemonsets',
	singular: 'daemonset',
	shortNames: ['ds'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status'],
	schema: DaemonSet,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		count('Desired', 'desiredNumberScheduled'),
		count('Current', 'currentNumberScheduled'),
		count('Ready', 'numberReady'),
		count('Up-to-date', 'updatedNumberScheduled'),
		count('Available', 'numberAvailable'),
		{
			name: 'Node Selector',
			type: 'string',
			description: descriptionOf(PodSpec, 'nodeSelector'),
			cell: ({spec}) => formatLabels(spec.template.spec.nodeSelector),
		},
		ageColumn,
		...containerColumns,
		selectorColumn,
	],
	strategy: {
		applyDefaults: daemonSet => defaultUpdateStrategy(defaultTemplate(daemonSet)),
		prepareForCreate: daemonSet => {
			const given = templateGenerationOf(daemonSet);
			return withTemplateGeneration(withGeneration({...daemonSet, status: emptyStatus}, 1), Math.max(given, 1));
		},
		prepareForUpdate: (next, old) => {
			const kept = withTemplateGeneration(keep(next, old, 'status'), templateGenerationOf(old));
			if (semanticEqual(kept.spec.template, old.spec.template)) {
				return countGeneration(kept, old);
			}
			const changed = withTemplateGeneration(kept, templateGenerationOf(old) + 1);
			return withGeneration(changed, (old.metadata.generation ?? 0) + 1);
		},
		prepareForStatusUpdate: (next, old) => withTemplateGeneration(keep(next, old, 'spec'), templateGenerationOf(old)),
		validate: validateDaemonSet,
		validateUpdate: (next, old) => [
			...validateImmutableField(printed(next.spec.selector), printed(old.spec.selector), 'spec.selector'),
			...validateDaemonSet(next),
		],
		validateStatusUpdate: validateStatus,
		warnings: (daemonSet, old) =>
			old && templateGenerationOf(daemonSet) === templateGenerationOf(old)
				? []
				: podTemplateWarnings(daemonSet.spec.template, 'spec.template'),
	},
};

const emptyStatus: DaemonSetStatus = {
	currentNumberScheduled: 0,
	numberMisscheduled: 0,
	desiredNumberScheduled: 0,
	numberReady: 0,
};

function count(name: string, field: keyof DaemonSetStatus & string): Column<DaemonSet> {
	return {
		name,
		type: 'integer',
		description: descriptionOf(DaemonSetStatus, field),
		cell: ({status}) => (status[field] as number | undefined) ?? 0,
	};
}

function templateGenerationOf(daemonSet: DaemonSet): number {
	return Number.parseInt(daemonSet.metadata.annotations?.[templateGeneration] ?? '0', 10) || 0;
}

function withTemplateGeneration(daemonSet: DaemonSet, generation: number): DaemonSet {
	if (daemonSet.metadata.annotations?.[templateGeneration] === String(generation)) {
		return daemonSet;
	}
	const annotations = {...daemonSet.metadata.annotations, [templateGeneration]: String(generation)};
	return {...daemonSet, metadata: {...daemonSet.metadata, annotations}};
}

/** One Pod at a time may be missing during an update, unless it is said otherwise. */
function defaultUpdateStrategy(daemonSet: DaemonSet): DaemonSet {
	const {updateStrategy} = daemonSet.spec;
	if (updateStrategy.type !== 'RollingUpdate' || updateStrategy.rollingUpdate) {
		return daemonSet;
	}
	const rollingUpdate = {maxUnavailable: 1, maxSurge: 0};
	return {...daemonSet, spec: {...daemonSet.spec, updateStrategy: {...updateStrategy, rollingUpdate}}};
}

function validateDaemonSet({spec}: DaemonSet): FieldError[] {
	const errors = validateLabelSelector(spec.selector, 'spec.selector');
	const selector = readSelector(spec.selector);
	if (selector) {
		errors.push(...validateTemplateLabels(spec.template, selector, 'spec.template'));
	}
	if (spec.selector && isEmpty(spec.selector)) {
		errors.push(invalid('spec.selector', spec.selector, 'empty selector is invalid for daemonset'));
	}
	return [
		...errors,
		...validatePodTemplateSpec(spec.template, 'spec.template'),
		...validateLongRunning(spec.template, 'spec.template', 'DaemonSet'),
		...validateCounts(spec, ['minReadySeconds'], 'spec'),
		...validateUpdateStrategy(spec.updateStrategy, 'spec.updateStrategy'),
		...validateCounts(spec, ['revisionHistoryLimit'], 'spec'),
	];
}

function validateUpdateStrategy({type, rollingUpdate}: DaemonSetUpdateStrategy, field: string): FieldError[] {
	if (type === 'OnDelete') {
		return [];
	}
	if (type !== 'RollingUpdate') {
		const value = {
			Type: type,
			RollingUpdate: rollingUpdate
				? {MaxUnavailable: rollingUpdate.maxUnavailable, MaxSurge: rollingUpdate.maxSurge}
				: null,
		};
		return [notSupported(field, value, ['RollingUpdate', 'OnDelete'])];
	}
	if (!rollingUpdate) {
		return [required(`${field}.rollingUpdate`)];
	}
	const {maxUnavailable, maxSurge} = rollingUpdate;
	const at = `${field}.rollingUpdate`;
	const errors = [
		...validatePositiveIntOrPercent(maxUnavailable, `${at}.maxUnavailable`),
		...validatePositiveIntOrPercent(maxSurge, `${at}.maxSurge`),
		...validateAtMost100Percent(maxUnavailable, `${at}.maxUnavailable`),
		...validateAtMost100Percent(maxSurge, `${at}.maxSurge`),
	];
	const hasUnavailable = intOrPercentValue(maxUnavailable) !== 0;
	const hasSurge = intOrPercentValue(maxSurge) !== 0;
	if (hasUnavailable && hasSurge) {
		errors.push(invalid(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
	} else if (!hasUnavailable && !hasSurge) {
		errors.push(required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
	}
	return errors;
}

function validateStatus({status}: DaemonSet, old: DaemonSet): FieldError[] {
	return [
		...validateCounts(
			status,
			[
				'currentNumberScheduled',
				'numberMisscheduled',
				'desiredNumberScheduled',
				'numberReady',
				'observedGeneration',
				'updatedNumberScheduled',
				'numberAvailable',
				'numberUnavailable',
				'collisionCount',
			],
			'status',
		),
		...validateNotDecremented(status.collisionCount, old.status.collisionCount, 'status.collisionCount'),
	];
}
