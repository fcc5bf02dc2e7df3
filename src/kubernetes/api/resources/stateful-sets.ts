/** StatefulSets (pkg/registry/apps/statefulset/strategy.go). */
import {StatefulSet, type StatefulSetSpec} from '../../../api/apps-v1.ts';
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Label} from '../../../apimachinery/formats.ts';
import {nameIsDnsLabel, validateAnnotations, validateLabels} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {validateClaimSpec} from './claim-validation.ts';
import {ageColumn, containerColumns, nameColumn} from './columns.ts';
import {claimSpecWarnings} from './persistent-volume-claims.ts';
import {validatePodTemplateSpec} from './pod-validation.ts';
import {countGeneration, keep, withGeneration} from './strategy.ts';
import {changedTemplateWarnings, defaultTemplate} from './templates.ts';
import {
	printed,
	readSelector,
	validateCounts,
	validateLongRunning,
	validateNotAbove,
	validateNotDecremented,
	validateSelector,
	validateTemplateLabels,
} from './workload-validation.ts';

const {forbidden, invalid, notSupported} = fieldErrors;
const immutableMessage =
	"updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const historyWarning =
	'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended';

export const statefulSets: ResourceDefinition<StatefulSet> = {
	group: 'apps',
	version: 'v1',
	kind: 'StatefulSet',
	plural: 'statefulsets',
	singular: 'statefulset',
	shortNames: ['sts'],
	categories: ['all'],
	namespaced: true,
	subresources: ['status', 'scale'],
	schema: StatefulSet,
	validateName: nameIsDnsLabel,
	columns: [
		nameColumn,
		{
			name: 'Ready',
			type: 'string',
			description: 'How many Pods are ready, of how many wanted.',
			cell: ({status, spec}) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
		},
		ageColumn,
		...containerColumns,
	],
	strategy: {
		applyDefaults: set => defaultUpdateStrategy(defaultClaims(defaultTemplate(set))),
		prepareForCreate: set =>
			withGeneration({...withoutMaxUnavailable(set), status: {replicas: 0, availableReplicas: 0}}, 1),
		prepareForUpdate: (next, old) => {
			const kept = keep(next, old, 'status');
			const inUse = old.spec.updateStrategy.rollingUpdate?.maxUnavailable !== undefined;
			return countGeneration(inUse ? kept : withoutMaxUnavailable(kept), old);
		},
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: validateNew,
		validateUpdate: validateSetUpdate,
		validateStatusUpdate: validateStatus,
		warnings: (set, old) => [
			...changedTemplateWarnings(set, old),
			...(set.spec.volumeClaimTemplates ?? []).flatMap((claim, index) =>
				claimSpecWarnings(claim.spec, `spec.volumeClaimTemplates[${index}]${old ? '.Spec' : ''}`),
			),
			...(set.spec.revisionHistoryLimit < 0 ? [historyWarning] : []),
		],
	},
};

/** A set that does not name its update strategy updates all of its Pods. */
function defaultUpdateStrategy(set: StatefulSet): StatefulSet {
	if (set.spec.updateStrategy.type) {
		return set;
	}
	const {rollingUpdate = {partition: 0}} = set.spec.updateStrategy;
	return {...set, spec: {...set.spec, updateStrategy: {type: 'RollingUpdate', rollingUpdate}}};
}

/** Upstream writes the kind of each claim template (pkg/apis/apps/v1/conversion.go). */
function defaultClaims(set: StatefulSet): StatefulSet {
	const templates = set.spec.volumeClaimTemplates;
	if (!templates || templates.every(claim => claim.apiVersion === 'v1' && claim.kind === 'PersistentVolumeClaim')) {
		return set;
	}
	const volumeClaimTemplates = templates.map(claim => ({
		...claim,
		apiVersion: 'v1',
		kind: 'PersistentVolumeClaim',
	}));
	return {...set, spec: {...set.spec, volumeClaimTemplates}};
}

/** maxUnavailable is behind a feature gate that is off: the server drops it (dropStatefulSetDisabledFields). */
function withoutMaxUnavailable(set: StatefulSet): StatefulSet {
	const {updateStrategy} = set.spec;
	if (updateStrategy.rollingUpdate?.maxUnavailable === undefined) {
		return set;
	}
	const {maxUnavailable: _, ...rollingUpdate} = updateStrategy.rollingUpdate;
	return {...set, spec: {...set.spec, updateStrategy: {...updateStrategy, rollingUpdate}}};
}

function validateNew({spec}: StatefulSet): FieldError[] {
	return validateSpec(spec, {claims: true, serviceName: true, template: true});
}

/** What an update leaves alone is not checked again, so that sets from before a rule can still be changed. */
function validateSetUpdate(next: StatefulSet, old: StatefulSet): FieldError[] {
	const wasValid = validateSpec(old.spec, {claims: false, serviceName: false, template: true}).length === 0;
	const errors = validateSpec(next.spec, {claims: false, serviceName: false, template: wasValid});
	const {replicas, template, updateStrategy, minReadySeconds, ordinals, revisionHistoryLimit} = old.spec;
	const {persistentVolumeClaimRetentionPolicy} = old.spec;
	const comparable = {
		...next.spec,
		replicas,
		template,
		updateStrategy,
		minReadySeconds,
		ordinals,
		revisionHistoryLimit,
		persistentVolumeClaimRetentionPolicy,
	};
	return semanticEqual(comparable, old.spec) ? errors : [...errors, forbidden('spec', immutableMessage)];
}

interface Checked {
	readonly claims: boolean;
	readonly serviceName: boolean;
	readonly template: boolean;
}

function validateSpec(spec: StatefulSetSpec, checked: Checked): FieldError[] {
	const errors: FieldError[] = [];
	if (!['OrderedReady', 'Parallel'].includes(spec.podManagementPolicy)) {
		const message = "must be 'OrderedReady' or 'Parallel'";
		errors.push(invalid('spec.podManagementPolicy', spec.podManagementPolicy, message));
	}
	errors.push(...validateUpdateStrategy(spec), ...validateRetentionPolicy(spec));
	if (checked.claims) {
		errors.push(
			...(spec.volumeClaimTemplates ?? []).flatMap((claim, index) =>
				validateClaimSpec(claim.spec, `spec.volumeClaimTemplates[${index}].spec`),
			),
		);
	}
	errors.push(...validateCounts(spec, ['replicas', 'minReadySeconds'], 'spec'));
	errors.push(...validateCounts(spec.ordinals ?? {start: 0}, ['start'], 'spec.ordinals'));
	if (checked.serviceName && spec.serviceName) {
		const name = spec.serviceName;
		errors.push(...isDns1123Label(name).map(message => invalid('spec.serviceName', name, message)));
	}
	errors.push(...validateSelector(spec.selector, 'spec.selector', 'statefulset'));
	const selector = readSelector(spec.selector);
	if (!selector) {
		errors.push(invalid('spec.selector', printed(spec.selector), ''));
	} else {
		const field = 'spec.template';
		const {labels, annotations} = spec.template.metadata;
		errors.push(...validateTemplateLabels(spec.template, selector, field));
		if (checked.template) {
			errors.push(...validatePodTemplateSpec(asPodsGetIt(spec), field));
		}
		errors.push(
			...validateLabels(labels, `${field}.labels`),
			...validateAnnotations(annotations, `${field}.annotations`),
		);
	}
	return [...errors, ...validateLongRunning(spec.template, 'spec.template', 'StatefulSet')];
}

/** The template with a volume for each claim template, as the controller makes Pods of it. */
function asPodsGetIt(spec: StatefulSetSpec): PodTemplateSpec {
	const {subdomain: _, hostname: __, volumes = [], ...podSpec} = spec.template.spec;
	const names = new Set((spec.volumeClaimTemplates ?? []).map(({metadata: {name}}) => name));
	const claims = Array.from(names, name => ({name, persistentVolumeClaim: {claimName: name}}));
	const others = volumes.filter(volume => !claims.some(claim => claim.name === volume.name));
	return {...spec.template, spec: {...podSpec, volumes: [...claims, ...others]}};
}

function validateUpdateStrategy({updateStrategy}: StatefulSetSpec): FieldError[] {
	const {type, rollingUpdate} = updateStrategy;
	const field = 'spec.updateStrategy';
	const internal = rollingUpdate
		? {Partition: rollingUpdate.partition ?? 0, MaxUnavailable: rollingUpdate.maxUnavailable ?? null}
		: null;
	if (type === 'OnDelete') {
		const message = "only allowed for updateStrategy 'RollingUpdate'";
		return rollingUpdate ? [invalid(`${field}.rollingUpdate`, internal, message)] : [];
	}
	if (type !== 'RollingUpdate') {
		return [invalid(field, {Type: type, RollingUpdate: internal}, "must be 'RollingUpdate' or 'OnDelete'")];
	}
	return rollingUpdate ? validateCounts(rollingUpdate, ['partition'], `${field}.rollingUpdate`) : [];
}

function validateRetentionPolicy({persistentVolumeClaimRetentionPolicy: policy}: StatefulSetSpec): FieldError[] {
	const supported = ['Retain', 'Delete'];
	return (['whenDeleted', 'whenScaled'] as const)
		.filter(when => !supported.includes(policy[when]))
		.map(when => notSupported(`spec.persistentVolumeClaimRetentionPolicy.${when}`, policy[when], supported));
}

function validateStatus({status}: StatefulSet, old: StatefulSet): FieldError[] {
	return [
		...validateCounts(
			status,
			[
				'replicas',
				'readyReplicas',
				'currentReplicas',
				'updatedReplicas',
				'availableReplicas',
				'observedGeneration',
				'collisionCount',
			],
			'status',
		),
		...validateNotAbove(
			status,
			['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'],
			'replicas',
			'cannot be greater than status.replicas',
		),
		...validateNotAbove(status, ['availableReplicas'], 'readyReplicas', 'cannot be greater than status.readyReplicas'),
		...validateNotDecremented(status.collisionCount, old.status.collisionCount, 'status.collisionCount'),
	];
}
