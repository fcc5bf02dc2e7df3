import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';

const policies = ['Always', 'IfNotPresent', 'Never'];

/** When an image is pulled, of a container or of a volume. */
export function validatePullPolicy(policy: string | undefined, field: string): FieldError[] {
	if (!policy) {
		return [fieldErrors.required(field)];
	}
	return policies.includes(policy) ? [] : [fieldErrors.notSupported(field, policy, policies)];
}
