/** What is wrong with an autoscaler (pkg/apis/autoscaling/validation/validation.go). */
import type {HorizontalPodAutoscalerSpec, HPAScalingRules} from '../../../api/autoscaling-v2.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {parseQuantity} from '../../../apimachinery/quantity.ts';
import {isNegativeMessage} from '../../../apimachinery/validation.ts';
import {validateMetrics} from './autoscaler-metric-validation.ts';
import {validateScaleReference} from './autoscaler-reference.ts';

const {invalid, notSupported, required} = fieldErrors;

/** @param old what it was, of an update: what it names by the same version may stay, even under older rules */
export function validateAutoscaler(
	{minReplicas, maxReplicas, scaleTargetRef, metrics = [], behavior}: HorizontalPodAutoscalerSpec,
	old?: HorizontalPodAutoscalerSpec,
): FieldError[] {
	const errors: FieldError[] = [];
	if (minReplicas < (old?.minReplicas === 0 ? 0 : 1)) {
		errors.push(invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1'));
	}
	if (!maxReplicas) {
		errors.push(required('spec.maxReplicas', 'must be set and greater than 0'));
	} else if (maxReplicas < 0) {
		errors.push(invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to 1'));
	}
	if ((maxReplicas ?? 0) < minReplicas) {
		errors.push(invalid('spec.maxReplicas', maxReplicas ?? 0, 'must be greater than or equal to `minReplicas`'));
	}
	errors.push(
		...validateScaleReference(scaleTargetRef ?? {}, 'spec.scaleTargetRef', {
			coreGroup: scaleTargetRef?.kind === 'ReplicationController',
			anyVersion: old !== undefined && sameKind(scaleTargetRef, old.scaleTargetRef),
		}),
		...validateMetrics(metrics, minReplicas, 'spec.metrics'),
		...validateRules(behavior?.scaleUp, 'spec.behavior.scaleUp'),
		...validateRules(behavior?.scaleDown, 'spec.behavior.scaleDown'),
	);
	return errors;
}

type Named = HorizontalPodAutoscalerSpec['scaleTargetRef'];

function sameKind(reference: Named, old: Named): boolean {
	return reference?.kind === old?.kind && reference?.apiVersion === old?.apiVersion;
}

const longestPeriod = 1800;
const longestWindow = 3600;

function validateRules(rules: HPAScalingRules | undefined, field: string): FieldError[] {
	if (!rules) {
		return [];
	}
	const {stabilizationWindowSeconds: window = 0, selectPolicy, policies = [], tolerance} = rules;
	const errors: FieldError[] = [];
	if (window < 0) {
		errors.push(invalid(`${field}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero'));
	} else if (window > longestWindow) {
		const message = `must be less than or equal to ${longestWindow}`;
		errors.push(invalid(`${field}.stabilizationWindowSeconds`, window, message));
	}
	if (selectPolicy !== undefined && !['Disabled', 'Max', 'Min'].includes(selectPolicy)) {
		errors.push(notSupported(`${field}.selectPolicy`, selectPolicy, ['Disabled', 'Max', 'Min']));
	}
	if (policies.length === 0) {
		errors.push(required(`${field}.policies`, 'must specify at least one Policy'));
	}
	for (const [index, {type, value, periodSeconds}] of policies.entries()) {
		const at = `${field}.policies[${index}]`;
		if (type !== 'Pods' && type !== 'Percent') {
			errors.push(notSupported(`${at}.type`, type, ['Percent', 'Pods']));
		}
		if (value <= 0) {
			errors.push(invalid(`${at}.value`, value, 'must be greater than zero'));
		}
		if (periodSeconds <= 0) {
			errors.push(invalid(`${at}.periodSeconds`, periodSeconds, 'must be greater than zero'));
		} else if (periodSeconds > longestPeriod) {
			errors.push(invalid(`${at}.periodSeconds`, periodSeconds, `must be less than or equal to ${longestPeriod}`));
		}
	}
	if (tolerance !== undefined && parseQuantity(tolerance).nanos < 0n) {
		errors.push(invalid(`${field}.tolerance`, tolerance, isNegativeMessage));
	}
	return errors;
}
