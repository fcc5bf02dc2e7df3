/** Which taints a Pod puts up with. */
import type {Toleration} from '../../../../api/core-v1/affinity.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isLabelValue} from '../../../../apimachinery/formats.ts';
import {onceGood} from '../../../../apimachinery/once-good.ts';
import {validateLabelName} from '../../../../apimachinery/validation.ts';

const {invalid, notSupported} = fieldErrors;

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export const validateTolerations = onceGood<readonly Toleration[]>((tolerations, field) =>
	tolerations.flatMap((toleration, index) => validateToleration(toleration, `${field}[${index}]`)),
);

function validateToleration(toleration: Toleration, field: string): FieldError[] {
	const {key, operator = '', value = '', effect = '', tolerationSeconds} = toleration;
	const errors: FieldError[] = key ? validateLabelName(key, `${field}.key`) : [];
	if (!key && operator !== 'Exists') {
		const message = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
		errors.push(invalid(`${field}.operator`, operator, message));
	}
	if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
		errors.push(invalid(`${field}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
	}
	switch (operator) {
		case '':
		case 'Equal': {
			const wrong = isLabelValue(value);
			if (wrong.length > 0) {
				errors.push(invalid(`${field}.operator`, value, wrong.join(';')));
			}
			break;
		}
		case 'Exists':
			if (value) {
				errors.push(invalid(`${field}.operator`, value, "value must be empty when `operator` is 'Exists'"));
			}
			break;
		case 'Lt':
		case 'Gt':
			// Known, but behind a feature gate that is off.
			errors.push(notSupported(`${field}.operator`, operator, ['Equal', 'Exists', 'Lt', 'Gt']));
			break;
		default:
			errors.push(notSupported(`${field}.operator`, operator, ['Equal', 'Exists']));
	}
	if (effect && !effects.includes(effect)) {
		errors.push(notSupported(`${field}.effect`, effect, effects));
	}
	return errors;
}
