/** What an autoscaler names (pkg/apis/autoscaling/validation/validation.go ValidateCrossVersionObjectReference). */
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isPathSegmentName} from '../../../apimachinery/formats.ts';

const {invalid, required} = fieldErrors;

interface Reference {
	readonly kind?: string;
	readonly name?: string;
	readonly apiVersion?: string | undefined;
}

/** @param coreGroup whether it may be of the group that has no name; @param anyVersion whether its version is not looked at */
export function validateScaleReference(
	reference: Reference,
	field: string,
	{coreGroup = false, anyVersion = false}: {readonly coreGroup?: boolean; readonly anyVersion?: boolean},
): FieldError[] {
	const errors = (['kind', 'name'] as const).flatMap(name => {
		const value = reference[name];
		return value
			? isPathSegmentName(value).map(message => invalid(`${field}.${name}`, value, message))
			: [required(`${field}.${name}`)];
	});
	const {apiVersion = ''} = reference;
	const wrong = anyVersion ? undefined : wrongVersion(apiVersion, coreGroup);
	return wrong === undefined ? errors : [...errors, invalid(`${field}.apiVersion`, apiVersion, wrong)];
}

function wrongVersion(apiVersion: string, coreGroup: boolean): string | undefined {
	const parts = apiVersion.split('/');
	if (parts.length > 2) {
		return `unexpected GroupVersion string: ${apiVersion}`;
	}
	const group = parts.length === 2 ? parts[0] : '';
	return group === '' && !coreGroup ? 'apiVersion must specify API group' : undefined;
}
