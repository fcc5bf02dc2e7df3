/**
 * What the subresource `ephemeralcontainers` lets through: containers are added, and those that are there stay as they
 * are (ValidatePodEphemeralContainersUpdate in pkg/apis/core/validation/validation.go).
 */
import type {Pod} from '../../../../api/core-v1/pod.ts';
import {semanticEqual} from '../../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {unifiedDiff} from '../../unified-diff.ts';
import {validatePod} from '../pod-validation.ts';
import {internalJson} from './internal-form.ts';
import {isMirrorPod} from './mirror.ts';

const {forbidden} = fieldErrors;

/** Besides what is checked of all metadata. */
export function validateEphemeralContainersUpdate(pod: Pod, old: Pod): FieldError[] {
	if (isMirrorPod(old)) {
		return [forbidden('', 'static pods do not support ephemeral containers')];
	}
	const field = 'spec.ephemeralContainers';
	const next = new Map((pod.spec.ephemeralContainers ?? []).map(container => [container.name, container]));
	const changes = (old.spec.ephemeralContainers ?? []).flatMap(before => {
		const name = JSON.stringify(before.name);
		const after = next.get(before.name);
		if (!after) {
			return [forbidden(field, `existing ephemeral containers ${name} may not be removed\n`)];
		}
		if (semanticEqual(before, after)) {
			return [];
		}
		const [a, b] = [before, after].map(container => internalJson('EphemeralContainer', container));
		return [forbidden(field, `existing ephemeral containers ${name} may not be changed\n${unifiedDiff(a!, b!)}`)];
	});
	return [...validatePod(pod), ...changes];
}
