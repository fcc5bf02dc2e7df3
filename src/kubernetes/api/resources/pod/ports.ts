/** The ports of containers. */
import type {Container, ContainerPort} from '../../../../api/core-v1/container.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isPortName, isPortNumber} from '../../../../apimachinery/formats.ts';
import {invalidEach} from './paths.ts';

const {required, duplicate, notSupported} = fieldErrors;

export function validatePorts(ports: readonly ContainerPort[] | undefined, field: string): FieldError[] {
	const errors: FieldError[] = [];
	const names = new Set<string>();
	(ports ?? []).forEach(({name, containerPort, hostPort, protocol}, index) => {
		const at = `${field}[${index}]`;
		if (name) {
			const wrong = isPortName(name);
			if (wrong.length > 0) {
				errors.push(...invalidEach(`${at}.name`, name, wrong));
			} else if (names.has(name)) {
				errors.push(duplicate(`${at}.name`, name));
			} else {
				names.add(name);
			}
		}
		if (!containerPort) {
			errors.push(required(`${at}.containerPort`));
		} else {
			errors.push(...invalidEach(`${at}.containerPort`, containerPort, isPortNumber(containerPort)));
		}
		if (hostPort) {
			errors.push(...invalidEach(`${at}.hostPort`, hostPort, isPortNumber(hostPort)));
		}
		const protocols = ['SCTP', 'TCP', 'UDP'];
		if (!protocol) {
			errors.push(required(`${at}.protocol`));
		} else if (!protocols.includes(protocol)) {
			errors.push(notSupported(`${at}.protocol`, protocol, protocols));
		}
	});
	return errors;
}

/** A port of the node can be given only once. */
export function validateHostPorts(containers: readonly Container[], field: string): FieldError[] {
	const errors: FieldError[] = [];
	const taken = new Set<string>();
	containers.forEach((container, index) => {
		(container.ports ?? []).forEach(({protocol, hostIP, hostPort}, place) => {
			if (!hostPort) {
				return;
			}
			const key = `${protocol}/${hostIP ?? ''}/${hostPort}`;
			if (taken.has(key)) {
				errors.push(duplicate(`${field}[${index}].ports[${place}].hostPort`, key));
			}
			taken.add(key);
		});
	});
	return errors;
}
