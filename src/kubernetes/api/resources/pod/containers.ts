/** Containers of all three kinds. */
import type {Container, ContainerResizePolicy, ContainerRestartRule} from '../../../../api/core-v1/container.ts';
import type {PodSpec} from '../../../../api/core-v1/pod.ts';
import type {Volume} from '../../../../api/core-v1/volumes.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isDns1123Label} from '../../../../apimachinery/formats.ts';
import {isSidecar} from '../pod-resources.ts';
import {validateEnv, validateEnvFrom} from './env.ts';
import {validateVolumeDevices, validateVolumeMounts} from './mounts.ts';
import {invalidEach} from './paths.ts';
import {validateHostPorts, validatePorts} from './ports.ts';
import {validateLifecycle, validateProbes} from './probes.ts';
import {validatePullPolicy} from './pull-policy.ts';
import {validateContainerResources} from './resource-requirements.ts';
import {validateSecurityContext} from './security.ts';

const {invalid, required, duplicate, forbidden, notFound, notSupported, tooMany} = fieldErrors;

/** What containers are checked against. */
export interface ContainerContext {
	readonly spec: PodSpec;
	/** The volumes that are well formed, by name. */
	readonly volumes: ReadonlyMap<string, Volume>;
	/** The names of the Pod's resource claims. */
	readonly claims: ReadonlySet<string>;
	/** Where the Pod's spec stands. */
	readonly field: string;
}

export function validateContainers(context: ContainerContext): FieldError[] {
	const {spec} = context;
	const field = `${context.field}.containers`;
	const containers = spec.containers ?? [];
	if (containers.length === 0) {
		return [required(field)];
	}
	const errors: FieldError[] = [];
	const names = new Set<string>();
	containers.forEach((container, index) => {
		const at = `${field}[${index}]`;
		errors.push(...validateCommon(container, context, at));
		if (names.has(container.name)) {
			errors.push(duplicate(`${at}.name`, container.name));
		}
		names.add(container.name);
		errors.push(...validateHooksAndProbes(container, spec, at));
		errors.push(...validateRestartPolicy(container, at));
	});
	return [...errors, ...validateHostPorts(containers, field)];
}

export function validateInitContainers(context: ContainerContext): FieldError[] {
	const {spec} = context;
	const field = `${context.field}.initContainers`;
	const errors: FieldError[] = [];
	const names = new Set((spec.containers ?? []).map(container => container.name));
	(spec.initContainers ?? []).forEach((container, index) => {
		const at = `${field}[${index}]`;
		errors.push(...validateCommon(container, context, at));
		errors.push(...validateRestartPolicy(container, at));
		if (names.has(container.name)) {
			errors.push(duplicate(`${at}.name`, container.name));
		} else if (container.name) {
			names.add(container.name);
		}
		// They run one after the other, so each is checked alone; upstream counts it as the first.
		errors.push(...validateHostPorts([container], field));
		if (isSidecar(container)) {
			errors.push(...validateHooksAndProbes(container, spec, at));
		} else {
			for (const key of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
				if (container[key]) {
					const message = 'may not be set for init containers without restartPolicy=Always';
					errors.push(forbidden(`${at}.${key}`, message));
				}
			}
			(container.resizePolicy ?? []).forEach(({restartPolicy}, place) => {
				if (restartPolicy === 'RestartContainer') {
					const message = "must not be set to 'RestartContainer' for non-sidecar initContainers";
					errors.push(invalid(`${at}.resizePolicy[${place}].restartPolicy`, restartPolicy, message));
				}
			});
		}
	});
	return errors;
}

/** Fields that an ephemeral container may have. */
const ephemeralFields = new Set([
	'name',
	'image',
	'command',
	'args',
	'workingDir',
	'envFrom',
	'env',
	'volumeMounts',
	'volumeDevices',
	'terminationMessagePath',
	'terminationMessagePolicy',
	'imagePullPolicy',
	'securityContext',
	'stdin',
	'stdinOnce',
	'tty',
	'targetContainerName',
]);

export function validateEphemeralContainers(context: ContainerContext): FieldError[] {
	const {spec} = context;
	const errors: FieldError[] = [];
	const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({name}) => name));
	const names = new Set(others);
	(spec.ephemeralContainers ?? []).forEach((container, index) => {
		const at = `${context.field}.ephemeralContainers[${index}]`;
		errors.push(...validateCommon(container, context, at));
		errors.push(...validateImageSpaces(container, at));
		if (names.has(container.name)) {
			errors.push(duplicate(`${at}.name`, container.name));
		}
		names.add(container.name);
		const target = container.targetContainerName;
		if (target && !others.has(target)) {
			errors.push(notFound(`${at}.targetContainerName`, target));
		}
		const message = 'cannot be set for an Ephemeral Container';
		for (const [key, value] of Object.entries(container)) {
			if (!ephemeralFields.has(key) && value !== undefined && Object.keys(value as object).length > 0) {
				errors.push(forbidden(`${at}.${key}`, message));
			}
		}
		(container.volumeMounts ?? []).forEach((mount, place) => {
			for (const key of ['subPath', 'subPathExpr'] as const) {
				if (mount[key]) {
					errors.push(forbidden(`${at}.volumeMounts[${place}].${key}`, message));
				}
			}
		});
	});
	return errors;
}

/** Only in a Pod, not in a template: templates have been made with ` ` for an image. */
export function validateImageSpaces({image = ''}: Container, field: string): FieldError[] {
	const message = 'must not have leading or trailing whitespace';
	return image.trim() === image ? [] : [invalid(`${field}.image`, image, message)];
}

function validateHooksAndProbes(container: Container, spec: PodSpec, field: string): FieldError[] {
	const {terminationGracePeriodSeconds, os} = spec;
	return [
		...validateLifecycle(container.lifecycle, terminationGracePeriodSeconds, os?.name, `${field}.lifecycle`),
		...validateProbes(container, field),
	];
}

function validateCommon(container: Container, context: ContainerContext, field: string): FieldError[] {
	const {spec, volumes, claims} = context;
	const {name = '', terminationMessagePolicy: policy} = container;
	const errors = name ? invalidEach(`${field}.name`, name, isDns1123Label(name)) : [required(`${field}.name`)];
	if (!container.image) {
		errors.push(required(`${field}.image`));
	}
	const policies = ['File', 'FallbackToLogsOnError'];
	if (!policy) {
		errors.push(required(`${field}.terminationMessagePolicy`));
	} else if (!policies.includes(policy)) {
		errors.push(notSupported(`${field}.terminationMessagePolicy`, policy, policies));
	}
	const hostUsers = spec.hostUsers ?? true;
	return [
		...errors,
		...validatePorts(container.ports, `${field}.ports`),
		...validateEnv(container.env, `${field}.env`),
		...validateEnvFrom(container.envFrom, `${field}.envFrom`),
		...validateVolumeMounts(container, volumes, `${field}.volumeMounts`),
		...validateVolumeDevices(container, volumes, `${field}.volumeDevices`),
		...validatePullPolicy(container.imagePullPolicy, `${field}.imagePullPolicy`),
		...validateContainerResources(container.resources, claims, `${field}.resources`),
		...validateResizePolicy(container.resizePolicy, spec.restartPolicy, `${field}.resizePolicy`),
		...validateSecurityContext(container.securityContext, `${field}.securityContext`, hostUsers),
	];
}

function validateResizePolicy(
	policies: readonly ContainerResizePolicy[] | undefined,
	podRestartPolicy: string,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	const seen = new Set<string>();
	const check = (value: string | undefined, supported: readonly string[]) => {
		if (!value) {
			errors.push(required(field));
		} else if (!supported.includes(value)) {
			errors.push(notSupported(field, value, supported));
		}
	};
	(policies ?? []).forEach(({resourceName, restartPolicy}, index) => {
		if (seen.has(resourceName)) {
			errors.push(duplicate(`${field}[${index}]`, resourceName));
		}
		seen.add(resourceName);
		check(resourceName, ['cpu', 'memory']);
		check(restartPolicy, ['NotRequired', 'RestartContainer']);
		if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
			const message = "must be 'NotRequired' when pod `restartPolicy` is 'Never'";
			errors.push(invalid(field, restartPolicy, message));
		}
	});
	return errors;
}

/** A container's own restart policy, and its rules by exit code. */
function validateRestartPolicy(container: Container, field: string): FieldError[] {
	const {restartPolicy: policy, restartPolicyRules: rules = []} = container;
	const errors: FieldError[] = [];
	const policies = ['Always', 'Never', 'OnFailure'];
	if (policy === undefined) {
		if (rules.length > 0) {
			const message = 'must specify restartPolicy when restart rules are used';
			errors.push(required(`${field}.restartPolicy`, message));
		}
	} else if (!policies.includes(policy)) {
		errors.push(notSupported(`${field}.restartPolicy`, policy, policies));
	}
	if (rules.length > 20) {
		errors.push(tooMany(`${field}.restartPolicyRules`, rules.length, 20));
	}
	return [...errors, ...rules.flatMap((rule, index) => validateRule(rule, `${field}.restartPolicyRules[${index}]`))];
}

function validateRule({action, exitCodes}: ContainerRestartRule, field: string): FieldError[] {
	const errors: FieldError[] = [];
	const actions = ['Restart', 'RestartAllContainers'];
	if (!actions.includes(action)) {
		errors.push(notSupported(`${field}.action`, action ?? '', actions));
	}
	if (!exitCodes) {
		return [...errors, required(`${field}.exitCodes`, 'must be specified')];
	}
	const operators = ['In', 'NotIn'];
	if (!operators.includes(exitCodes.operator)) {
		errors.push(notSupported(`${field}.exitCodes.operator`, exitCodes.operator ?? '', operators));
	}
	const values = exitCodes.values ?? [];
	if (values.length > 255) {
		errors.push(tooMany(`${field}.exitCodes.values`, values.length, 255));
	}
	return errors;
}
