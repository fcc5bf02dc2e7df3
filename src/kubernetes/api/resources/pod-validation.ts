/**
 * What is checked of a Pod's spec, in a Pod or in a template (pkg/apis/core/validation/validation.go). The order of the
 * checks is upstream's, because it is the order in which several errors are listed.
 */

import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import type {PodTemplateSpec} from '../../../api/core-v1/pod-template.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Label, isDns1123Subdomain, isInRange, isQualifiedName} from '../../../apimachinery/formats.ts';
import {validateAnnotations, validateLabels} from '../../../apimachinery/validation.ts';
import {validateAffinity, validateTopologySpread} from './pod/affinity.ts';
import {
	type ContainerContext,
	validateContainers,
	validateEphemeralContainers,
	validateImageSpaces,
	validateInitContainers,
} from './pod/containers.ts';
import {
	validateDnsConfig,
	validateHostAliases,
	validateHostNetworkPorts,
	validateHostnameOverride,
	validateHostUsers,
} from './pod/host.ts';
import {containersWithFields, invalidEach} from './pod/paths.ts';
import {validateContainerResources, validatePodLevelResources} from './pod/resource-requirements.ts';
import {validateForOs, validatePodSecurityContext} from './pod/security.ts';
import {validateTolerations} from './pod/tolerations.ts';
import {validateVolumes} from './pod/volumes.ts';

const {invalid, required, duplicate, forbidden, notFound, notSupported} = fieldErrors;

/** How a workload's template is checked. @param field where it stands, such as `spec.template` */
export function validatePodTemplateSpec(template: PodTemplateSpec, field: string): FieldError[] {
	const {labels, annotations} = template.metadata;
	const errors = [
		...validateLabels(labels, `${field}.labels`),
		...validateAnnotations(annotations, `${field}.annotations`),
		...validatePodAnnotations(annotations, template.spec, `${field}.annotations`),
		...validatePodSpec(template.spec, `${field}.spec`),
	];
	if (template.spec.ephemeralContainers?.length) {
		const message = 'ephemeral containers not allowed in pod template';
		errors.push(forbidden(`${field}.spec.ephemeralContainers`, message));
	}
	return errors;
}

/** What is checked of a Pod when it is created, besides its metadata. */
export function validateNewPod(pod: Pod): FieldError[] {
	const errors = validatePod(pod);
	if (pod.spec.ephemeralContainers?.length) {
		errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
	}
	if (pod.spec.nodeName && pod.spec.schedulingGates?.length) {
		const message = 'cannot be set until all schedulingGates have been cleared';
		errors.push(forbidden('spec.nodeName', message));
	}
	return errors;
}

/** What holds for every Pod, new or changed (validatePodMetadataAndSpec). */
export function validatePod({metadata, spec}: Pod): FieldError[] {
	const errors = [
		...validatePodAnnotations(metadata.annotations, spec, 'metadata.annotations'),
		...validatePodSpec(spec, 'spec', {podName: metadata.name, resourceIsPod: true}),
	];
	if (!spec.serviceAccountName) {
		(spec.volumes ?? []).forEach((volume, index) => {
			(volume.projected?.sources ?? []).forEach((source, place) => {
				if (source.serviceAccountToken) {
					const field = `spec.volumes[${index}].projected.sources[${place}].serviceAccountToken`;
					errors.push(forbidden(field, 'must not be specified when serviceAccountName is not set'));
				}
			});
		});
	}
	for (const kind of ['containers', 'initContainers'] as const) {
		(spec[kind] ?? []).forEach((container, index) => {
			errors.push(...validateImageSpaces(container, `spec.${kind}[${index}]`));
		});
	}
	return errors;
}

/** @param options what is known where the spec is a Pod's own and no template's */
export function validatePodSpec(
	spec: PodSpec,
	field: string,
	options: {readonly podName?: string; readonly resourceIsPod?: boolean} = {},
): FieldError[] {
	const {podName, resourceIsPod = false} = options;
	const errors: FieldError[] = [];
	if (spec.terminationGracePeriodSeconds === undefined) {
		errors.push(required(`${field}.terminationGracePeriodSeconds`));
	}
	const volumes = validateVolumes(spec.volumes, {field: `${field}.volumes`, podName, resourceIsPod});
	const claims = new Set((spec.resourceClaims ?? []).map(claim => claim.name));
	const context: ContainerContext = {spec, volumes: volumes.valid, claims, field};
	errors.push(
		...volumes.errors,
		...validateResourceClaims(spec, `${field}.resourceClaims`),
		...validateContainers(context),
		...validateInitContainers(context),
		...validateEphemeralContainers(context),
		...validatePodLevelResources(spec, claims, `${field}.resources`),
		...validateHostNetworkPorts(spec, field, resourceIsPod),
		...oneOf(spec.restartPolicy, ['Always', 'OnFailure', 'Never'], `${field}.restartPolicy`),
		...oneOf(spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'], `${field}.dnsPolicy`),
		...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
		...validatePodSecurityContext(spec.securityContext, spec, `${field}.securityContext`),
		...validateAffinity(spec.affinity, `${field}.affinity`),
		...validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, `${field}.dnsConfig`),
		...(spec.readinessGates ?? []).flatMap(({conditionType}, index) =>
			invalidEach(`${field}.readinessGates[${index}].conditionType`, conditionType, isQualifiedName(conditionType)),
		),
		...validateSchedulingGates(spec, `${field}.schedulingGates`),
		...validateTopologySpread(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`),
		...validateHostUsers(spec, field),
		...validateHostnameOverride(spec, `${field}.hostnameOverride`),
		...validateNames(spec, field),
		...validateTolerations(spec.tolerations, `${field}.tolerations`),
		...validateHostAliases(spec, `${field}.hostAliases`),
		...named(spec.priorityClassName, isDns1123Subdomain, `${field}.priorityClassName`),
		...named(spec.runtimeClassName, isDns1123Subdomain, `${field}.runtimeClassName`),
		...validatePreemptionPolicy(spec.preemptionPolicy, `${field}.preemptionPolicy`),
		...(spec.overhead ? validateContainerResources({limits: spec.overhead}, new Set(), `${field}.overhead`) : []),
		...validateOs(spec, field),
		...validateFileKeyVolumes(spec, field),
	);
	return errors;
}

function oneOf(value: string | undefined, supported: readonly string[], field: string): FieldError[] {
	if (!value) {
		return [required(field)];
	}
	return supported.includes(value) ? [] : [notSupported(field, value, supported)];
}

function named(value: string | undefined, check: (name: string) => string[], field: string): FieldError[] {
	return value ? invalidEach(field, value, check(value)) : [];
}

function validatePreemptionPolicy(policy: string | undefined, field: string): FieldError[] {
	return policy === undefined ? [] : oneOf(policy, ['PreemptLowerPriority', 'Never'], field);
}

function validateNames(spec: PodSpec, field: string): FieldError[] {
	const {activeDeadlineSeconds: deadline} = spec;
	return [
		...named(spec.serviceAccountName, isDns1123Subdomain, `${field}.serviceAccountName`),
		...named(spec.nodeName, isDns1123Subdomain, `${field}.nodeName`),
		...(deadline === undefined
			? []
			: invalidEach(`${field}.activeDeadlineSeconds`, deadline, isInRange(deadline, 1, 2 ** 31 - 1))),
		...named(spec.hostname, isDns1123Label, `${field}.hostname`),
		...named(spec.subdomain, isDns1123Label, `${field}.subdomain`),
	];
}

function validateResourceClaims(spec: PodSpec, field: string): FieldError[] {
	const names = new Set<string>();
	return (spec.resourceClaims ?? []).flatMap((claim, index) => {
		const at = `${field}[${index}]`;
		const errors: FieldError[] = [];
		if (!claim.name) {
			errors.push(required(`${at}.name`));
		} else if (names.has(claim.name)) {
			errors.push(duplicate(`${at}.name`, claim.name));
		} else {
			errors.push(...invalidEach(`${at}.name`, claim.name, isDns1123Label(claim.name)));
			names.add(claim.name);
		}
		const {resourceClaimName, resourceClaimTemplateName} = claim;
		const both = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
		const neither = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
		if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
			errors.push(invalid(at, claim, both));
		}
		if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
			errors.push(invalid(at, claim, neither));
		}
		return errors;
	});
}

function validateSchedulingGates(spec: PodSpec, field: string): FieldError[] {
	const seen = new Set<string>();
	return (spec.schedulingGates ?? []).flatMap(({name = ''}, index) => {
		const errors = invalidEach(`${field}[${index}]`, name, isQualifiedName(name));
		if (seen.has(name)) {
			errors.push(duplicate(`${field}[${index}]`, name));
		}
		seen.add(name);
		return errors;
	});
}

function validateOs(spec: PodSpec, field: string): FieldError[] {
	if (!spec.os) {
		return [];
	}
	if (!spec.os.name) {
		return [required(`${field}.os.name`)];
	}
	const systems = ['linux', 'windows'];
	return systems.includes(spec.os.name)
		? validateForOs(spec, containersWithFields(spec, field), field)
		: [notSupported(`${field}.os`, spec.os.name, systems)];
}

/** Variables from files can be read only from a volume that the Pod itself writes to. */
function validateFileKeyVolumes(spec: PodSpec, field: string): FieldError[] {
	const {containers = [], initContainers = [], ephemeralContainers = []} = spec;
	if (![containers, initContainers, ephemeralContainers].some(list => list.some(({env}) => env))) {
		return [];
	}
	return containersWithFields(spec, field).flatMap(({container, field: at}) =>
		(container.env ?? []).flatMap(({valueFrom}, index) => {
			const name = valueFrom?.fileKeyRef?.volumeName;
			if (name === undefined) {
				return [];
			}
			const where = `${at}.env[${index}].valueFrom.fileKeyRef.volumeName`;
			const volume = (spec.volumes ?? []).find(other => other.name === name);
			if (!volume) {
				return [notFound(where, name)];
			}
			return volume.emptyDir ? [] : [invalid(where, name, 'referenced volume must be of type emptyDir')];
		}),
	);
}

/** Annotations that mean something to the API server itself. */
function validatePodAnnotations(
	annotations: Readonly<Record<string, string>> | undefined,
	spec: PodSpec,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	const mirror = annotations?.['kubernetes.io/config.mirror'];
	if (mirror !== undefined && !spec.nodeName) {
		const message = 'must set spec.nodeName if mirror pod annotation is set';
		errors.push(invalid(`${field}[kubernetes.io/config.mirror]`, mirror, message));
	}
	const key = 'controller.kubernetes.io/pod-deletion-cost';
	const cost = annotations?.[key];
	if (cost !== undefined && !isDeletionCost(cost)) {
		errors.push(invalid(`${field}[${key}]`, cost, 'must be a 32bit integer'));
	}
	return errors;
}

/** Whether it is a whole number without a plus sign or leading zeros (pkg/apis/core/helper/helpers.go). */
function isDeletionCost(text: string): boolean {
	return /^(0|-?[1-9]\d*)$/.test(text) && Math.abs(Number(text)) <= 2 ** 31 - (text.startsWith('-') ? 0 : 1);
}
