/** Probes and lifecycle hooks. */
import type {Lifecycle, LifecycleHandler, Probe} from '../../../../api/core-v1/probes.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isHttpHeaderName, isPortName, isPortNumber} from '../../../../apimachinery/formats.ts';
import {validateNonnegativeField} from '../../../../apimachinery/validation.ts';
import {invalidEach} from './paths.ts';

const {invalid, required, forbidden, notSupported} = fieldErrors;

/** The probes of a container. */
export function validateProbes(
	container: {readonly livenessProbe?: Probe; readonly readinessProbe?: Probe; readonly startupProbe?: Probe},
	field: string,
): FieldError[] {
	return [
		...validateProbe(container.livenessProbe, `${field}.livenessProbe`, true),
		...validateReadinessProbe(container.readinessProbe, `${field}.readinessProbe`),
		...validateProbe(container.startupProbe, `${field}.startupProbe`, true),
	];
}

function validateReadinessProbe(probe: Probe | undefined, field: string): FieldError[] {
	const errors = validateProbe(probe, field, false);
	const grace = probe?.terminationGracePeriodSeconds;
	if (grace !== undefined) {
		const message = 'must not be set for readinessProbes';
		errors.push(invalid(`${field}.terminationGracePeriodSeconds`, grace, message));
	}
	return errors;
}

/** @param onceOnly whether one success must be enough */
function validateProbe(probe: Probe | undefined, field: string, onceOnly: boolean): FieldError[] {
	if (!probe) {
		return [];
	}
	const errors = validateHandler(probe, undefined, field);
	for (const key of [
		'initialDelaySeconds',
		'timeoutSeconds',
		'periodSeconds',
		'successThreshold',
		'failureThreshold',
	] as const) {
		errors.push(...validateNonnegativeField(probe[key] ?? 0, `${field}.${key}`));
	}
	const grace = probe.terminationGracePeriodSeconds;
	if (grace !== undefined && grace <= 0) {
		errors.push(invalid(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
	}
	if (onceOnly && probe.successThreshold !== 1) {
		errors.push(invalid(`${field}.successThreshold`, probe.successThreshold, 'must be 1'));
	}
	return errors;
}

type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<LifecycleHandler, 'sleep'>;

function validateHandler(handler: Handler, gracePeriod: number | undefined, field: string): FieldError[] {
	const kinds = (['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const).filter(kind => handler[kind]);
	const [first, ...others] = kinds;
	if (!first) {
		return [required(field, 'must specify a handler type')];
	}
	return [
		...validateAction(handler, first, gracePeriod, `${field}.${first}`),
		...others.map(kind => forbidden(`${field}.${kind}`, 'may not specify more than 1 handler type')),
	];
}

function validateAction(
	handler: Handler,
	kind: 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep',
	gracePeriod: number | undefined,
	field: string,
): FieldError[] {
	switch (kind) {
		case 'exec':
			return handler.exec!.command?.length ? [] : [required(`${field}.command`)];
		case 'httpGet': {
			const {path, port, scheme, httpHeaders} = handler.httpGet!;
			const schemes = ['HTTP', 'HTTPS'];
			return [
				...(path ? [] : [required(`${field}.path`)]),
				...validatePort(port, `${field}.port`),
				...(schemes.includes(scheme) ? [] : [notSupported(`${field}.scheme`, scheme, schemes)]),
				...(httpHeaders ?? []).flatMap(({name = ''}) =>
					invalidEach(`${field}.httpHeaders`, name, isHttpHeaderName(name)),
				),
			];
		}
		case 'tcpSocket':
			return validatePort(handler.tcpSocket!.port, `${field}.port`);
		case 'grpc':
			return validatePort(handler.grpc!.port, `${field}.port`);
		case 'sleep': {
			const {seconds} = handler.sleep!;
			const wrong = gracePeriod !== undefined && (seconds < 0 || seconds > gracePeriod);
			const message = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
			return wrong ? [invalid(field, seconds, message)] : [];
		}
	}
}

/** A port by its number or its name; one left out counts as number 0. */
function validatePort(port: number | string | undefined, field: string): FieldError[] {
	return typeof port === 'string'
		? invalidEach(field, port, isPortName(port))
		: invalidEach(field, port ?? 0, isPortNumber(port ?? 0));
}

export function validateLifecycle(
	lifecycle: Lifecycle | undefined,
	gracePeriod: number | undefined,
	os: string | undefined,
	field: string,
): FieldError[] {
	const errors: FieldError[] = [];
	for (const hook of ['postStart', 'preStop'] as const) {
		const handler = lifecycle?.[hook];
		if (handler) {
			errors.push(...validateHandler(handler, gracePeriod, `${field}.${hook}`));
		}
	}
	const signal = lifecycle?.stopSignal;
	if (signal !== undefined) {
		errors.push(...validateStopSignal(signal, os, `${field}.stopSignal`));
	}
	return errors;
}

const named =
	'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ';
const linuxSignals = [
	...named.split(' ').map(name => `SIG${name}`),
	'SIGRTMIN',
	...Array.from({length: 15}, (_, index) => `SIGRTMIN+${index + 1}`),
	...Array.from({length: 14}, (_, index) => `SIGRTMAX-${14 - index}`),
	'SIGRTMAX',
].sort();
const windowsSignals = ['SIGKILL', 'SIGTERM'];

function validateStopSignal(signal: string, os: string | undefined, field: string): FieldError[] {
	if (os === undefined) {
		return [forbidden(field, 'may not be set for containers with empty `spec.os.name`')];
	}
	const supported = os === 'windows' ? windowsSignals : os === 'linux' ? linuxSignals : [signal];
	return supported.includes(signal) ? [] : [notSupported(field, signal, supported)];
}
