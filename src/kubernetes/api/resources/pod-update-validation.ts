/** What may change in a Pod that exists (ValidatePodUpdate in pkg/apis/core/validation/validation.go). */
import type {Affinity, NodeSelectorTerm, Toleration} from '../../../api/core-v1/affinity.ts';
import type {Container} from '../../../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import type {ContainerStatus, PodCondition} from '../../../api/core-v1/pod-status.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {inclusiveRangeError, isDns1123Subdomain, isQualifiedName} from '../../../apimachinery/formats.ts';
import {validateImmutableField} from '../../../apimachinery/validation.ts';
import {unifiedDiff} from '../unified-diff.ts';
import {validateImageSpaces} from './pod/containers.ts';
import {internalForm, internalJson} from './pod/internal-form.ts';
import {invalidEach} from './pod/paths.ts';
import {validateTolerations} from './pod/tolerations.ts';
import {validatePod} from './pod-validation.ts';

const {invalid, required, forbidden} = fieldErrors;

const updatableFields = [
	'`spec.containers[*].image`',
	'`spec.initContainers[*].image`',
	'`spec.activeDeadlineSeconds`',
	'`spec.tolerations` (only additions to existing tolerations)',
	'`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** Besides what is checked of all metadata. */
export function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
	const errors = [...validatePod(pod), ...validateMirrorAnnotation(pod, old)];
	for (const kind of ['containers', 'initContainers'] as const) {
		const [next, before] = [pod.spec[kind] ?? [], old.spec[kind] ?? []];
		if (next.length !== before.length) {
			return [...errors, forbidden(`spec.${kind}`, 'pod updates may not add or remove containers')];
		}
		next.forEach((container, index) => {
			const field = `spec.${kind}[${index}]`;
			errors.push(...(container.image ? [] : [required(`${field}.image`)]), ...validateImageSpaces(container, field));
		});
	}
	const deadline = validateDeadline(pod.spec.activeDeadlineSeconds, old.spec.activeDeadlineSeconds);
	errors.push(...deadline.errors);
	if (deadline.stop) {
		return errors;
	}
	errors.push(...validateAddedTolerations(pod.spec.tolerations, old.spec.tolerations));
	errors.push(...validateGates(pod.spec, old.spec));
	if (semanticEqual(pod.spec, old.spec)) {
		return errors;
	}
	const munged = withoutAllowedChanges(pod.spec, old.spec, errors);
	if (!semanticEqual(munged, old.spec)) {
		const diff = unifiedDiff(specJson(old.spec), specJson(munged));
		const message = `pod updates may not change fields other than ${updatableFields.join(',')}\n${diff}`;
		errors.push(forbidden('spec', message));
	}
	return errors;
}

/** The internal types keep what concerns the host in the security context. */
function specJson(spec: PodSpec): string {
	const {hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers, securityContext} = spec;
	const host = {hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers};
	return internalJson('PodSpec', {...spec, securityContext: {...securityContext, ...host}});
}

function validateMirrorAnnotation(pod: Pod, old: Pod): FieldError[] {
	const key = 'kubernetes.io/config.mirror';
	const [next, before] = [pod.metadata.annotations?.[key], old.metadata.annotations?.[key]];
	if (next === before) {
		return [];
	}
	const what = before === undefined ? 'add' : 'remove or update';
	return [forbidden(`metadata.annotations[${key}]`, `may not ${what} mirror pod annotation`)];
}

/** It may be set, or shortened. */
function validateDeadline(
	next: number | undefined,
	before: number | undefined,
): {errors: readonly FieldError[]; stop: boolean} {
	const field = 'spec.activeDeadlineSeconds';
	if (next === undefined) {
		const message = 'must not update from a positive integer to nil value';
		return {errors: before === undefined ? [] : [invalid(field, null, message)], stop: false};
	}
	if (next < 0 || next > 2 ** 31 - 1) {
		return {errors: [invalid(field, next, inclusiveRangeError(0, 2 ** 31 - 1))], stop: true};
	}
	if (before !== undefined && before < next) {
		return {errors: [invalid(field, next, 'must be less than or equal to previous value')], stop: true};
	}
	return {errors: [], stop: false};
}

function validateAddedTolerations(
	next: readonly Toleration[] | undefined,
	before: readonly Toleration[] | undefined,
): FieldError[] {
	const kept = (toleration: Toleration) =>
		(next ?? []).some(other => {
			const {tolerationSeconds: _, ...rest} = other;
			const {tolerationSeconds: __, ...wanted} = toleration;
			return semanticEqual(rest, wanted);
		});
	if (!(before ?? []).every(kept)) {
		return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
	}
	return validateTolerations(next, 'spec.tolerations');
}

/** Gates can be taken away and never added. */
function validateGates(next: PodSpec, old: PodSpec): FieldError[] {
	return (next.schedulingGates ?? []).flatMap(({name}, index) => {
		const known = (old.schedulingGates ?? []).some(gate => gate.name === name);
		const message = `only deletion is allowed, but found new scheduling gate '${name}'`;
		return known ? [] : [forbidden(`spec.schedulingGates[${index}].name`, message)];
	});
}

/** The new spec with what may change put back to what it was; whatever still differs may not. */
function withoutAllowedChanges(next: PodSpec, old: PodSpec, errors: FieldError[]): PodSpec {
	const oldImages = (containers: readonly Container[] | undefined, before: readonly Container[] | undefined) =>
		containers?.map((container, index) => ({...container, image: before![index]!.image}));
	const grace = old.terminationGracePeriodSeconds;
	const repaired = grace !== undefined && grace < 0 && next.terminationGracePeriodSeconds === 1;
	const munged: PodSpec = {
		...next,
		containers: oldImages(next.containers, old.containers) ?? [],
		initContainers: oldImages(next.initContainers, old.initContainers),
		activeDeadlineSeconds: old.activeDeadlineSeconds,
		schedulingGates: old.schedulingGates,
		tolerations: old.tolerations,
		terminationGracePeriodSeconds: repaired ? grace : next.terminationGracePeriodSeconds,
	};
	if (!old.schedulingGates?.length) {
		return munged;
	}
	errors.push(...validateGatedSelector(next, old), ...validateGatedAffinity(next.affinity, old.affinity));
	return {...munged, nodeSelector: old.nodeSelector, affinity: withNodeAffinityOf(next.affinity, old.affinity)};
}

/** While a Pod is held back, its node selector may become narrower. */
function validateGatedSelector(next: PodSpec, old: PodSpec): FieldError[] {
	const kept = Object.entries(old.nodeSelector ?? {}).every(([key, value]) => next.nodeSelector?.[key] === value);
	const message = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
	return kept ? [] : [invalid('spec.nodeSelector', next.nodeSelector ?? null, message)];
}

function withNodeAffinityOf(next: Affinity | undefined, old: Affinity | undefined): Affinity | undefined {
	const merged = {...next, nodeAffinity: old?.nodeAffinity};
	const empty = !merged.nodeAffinity && !merged.podAffinity && !merged.podAntiAffinity;
	return empty ? old : merged;
}

function validateGatedAffinity(next: Affinity | undefined, old: Affinity | undefined): FieldError[] {
	const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
	const before = old?.nodeAffinity?.[hard]?.nodeSelectorTerms ?? [];
	const after = next?.nodeAffinity?.[hard]?.nodeSelectorTerms ?? [];
	const field = `spec.affinity.nodeAffinity.${hard}.nodeSelectorTerms`;
	const printed = (term: NodeSelectorTerm) => internalForm('NodeSelectorTerm', term);
	if (before.length === 0) {
		return [];
	}
	if (before.length !== after.length) {
		const message = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
		return [invalid(field, after.length > 0 ? after.map(printed) : null, message)];
	}
	return before.flatMap((term, index) => {
		const message = 'only additions are allowed (no mutations or deletions)';
		return onlyAdds(after[index]!, term) ? [] : [invalid(`${field}[${index}]`, printed(after[index]!), message)];
	});
}

function onlyAdds(next: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
	const keys = ['matchExpressions', 'matchFields'] as const;
	if (keys.every(key => !old[key]?.length)) {
		return keys.every(key => !next[key]?.length);
	}
	return keys.every(key => {
		const before = old[key] ?? [];
		return semanticEqual((next[key] ?? []).slice(0, before.length), before);
	});
}

/** What is checked when a kubelet or a controller writes a Pod's status. */
export function validatePodStatusUpdate(pod: Pod, old: Pod): FieldError[] {
	const {status} = pod;
	const errors = [...validateMirrorAnnotation(pod, old), ...validateConditions(status.conditions)];
	const nominated = status.nominatedNodeName;
	if (nominated && nominated !== old.status.nominatedNodeName) {
		errors.push(...invalidEach('status.nominatedNodeName', nominated, isDns1123Subdomain(nominated)));
		if (old.spec.nodeName) {
			const message = 'may not be set on pods that are already bound to a node';
			errors.push(forbidden('status.nominatedNodeName', message));
		}
	}
	errors.push(...validateImmutableField(status.qosClass ?? '', old.status.qosClass ?? '', 'status.qosClass'));
	for (const [kind, containers] of [
		['containerStatuses', old.spec.containers],
		['initContainerStatuses', old.spec.initContainers],
	] as const) {
		errors.push(...validateTransitions(status[kind], old.status[kind], old.spec, containers, `status.${kind}`));
	}
	return errors;
}

function validateConditions(conditions: readonly PodCondition[] | undefined): FieldError[] {
	return (conditions ?? []).flatMap(({type}, index) =>
		wellKnownConditions.has(type) ? [] : invalidEach(`status.conditions[${index}].Type`, type, isQualifiedName(type)),
	);
}

const wellKnownConditions = new Set([
	'PodReadyToStartContainers',
	'Initialized',
	'Ready',
	'ContainersReady',
	'PodScheduled',
	'DisruptionTarget',
]);

/** A container that has ended and is not to start again cannot be anything else. */
function validateTransitions(
	next: readonly ContainerStatus[] | undefined,
	before: readonly ContainerStatus[] | undefined,
	spec: PodSpec,
	containers: readonly Container[] | undefined,
	field: string,
): FieldError[] {
	if (!before?.some(({state}) => state.terminated)) {
		return [];
	}
	const rules = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap(
		container => container.restartPolicyRules ?? [],
	);
	if (rules.some(rule => rule.action === 'RestartAllContainers')) {
		return [];
	}
	return before.flatMap((old, index) => {
		const ended = old.state.terminated;
		const now = next?.find(status => status.name === old.name);
		if (!ended || !now || now.state.terminated) {
			return [];
		}
		const container = containers?.find(other => other.name === old.name);
		const message = 'may not be transitioned to non-terminated state';
		const restarts = container && shouldRestart(container, spec, ended.exitCode);
		return restarts ? [] : [forbidden(`${field}[${index}].state`, message)];
	});
}

/** Whether a container that ended so is started again (pkg/api/pod/util.go, ContainerShouldRestart). */
function shouldRestart(container: Container, spec: PodSpec, exitCode: number): boolean {
	for (const {action, exitCodes} of container.restartPolicyRules ?? []) {
		const listed = exitCodes?.values?.includes(exitCode) ?? false;
		if (exitCodes && listed === (exitCodes.operator === 'In')) {
			return action === 'Restart';
		}
	}
	const policy = container.restartPolicy ?? spec.restartPolicy;
	return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}
