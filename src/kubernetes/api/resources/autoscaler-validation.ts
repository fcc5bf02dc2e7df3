/** What is wrong with an autoscaler (pkg/apis/autoscaling/validation/validation.go). */
import type {HorizontalPodAutoscalerSpec, HPAScalingRules, MetricSpec} from '../../../api/autoscaling-v2.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isPathSegmentName} from '../../../apimachinery/formats.ts';

const {forbidden, invalid, notSupported, required} = fieldErrors;

export function validateAutoscaler({
	minReplicas,
	maxReplicas,
	scaleTargetRef,
	metrics = [],
	behavior,
}: HorizontalPodAutoscalerSpec): FieldError[] {
	const errors: FieldError[] = [];
	if (minReplicas < 1) {
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
		...validateReference(scaleTargetRef ?? {}, 'spec.scaleTargetRef'),
		...metrics.flatMap((metric, index) => validateMetric(metric, `spec.metrics[${index}]`)),
		...validateRules(behavior?.scaleUp, 'spec.behavior.scaleUp'),
		...validateRules(behavior?.scaleDown, 'spec.behavior.scaleDown'),
	);
	return errors;
}

function validateReference(reference: {readonly kind?: string; readonly name?: string}, field: string): FieldError[] {
	return (['kind', 'name'] as const).flatMap(name => {
		const value = reference[name];
		return value
			? isPathSegmentName(value).map(message => invalid(`${field}.${name}`, value, message))
			: [required(`${field}.${name}`, '')];
	});
}

const sources = {
	ContainerResource: 'containerResource',
	External: 'external',
	Object: 'object',
	Pods: 'pods',
	Resource: 'resource',
} as const;
type MetricType = keyof typeof sources;

function validateMetric(metric: MetricSpec, field: string): FieldError[] {
	const {type} = metric;
	if (!type) {
		return [required(`${field}.type`, 'must specify a metric source type')];
	}
	if (!Object.hasOwn(sources, type)) {
		return [notSupported(`${field}.type`, type, Object.keys(sources))];
	}
	const wanted = sources[type as MetricType];
	const others = Object.values(sources).filter(source => source !== wanted && metric[source]);
	const source = metric[wanted];
	return [
		...(source
			? validateTarget(source.target ?? {type: ''}, `${field}.${wanted}.target`)
			: [required(`${field}.${wanted}`, 'must populate information for the given metric source')]),
		...others.map(other => forbidden(`${field}.${other}`, 'must populate the given metric source only')),
	];
}

function validateTarget(
	{type, averageUtilization}: {readonly type: string; readonly averageUtilization?: number | undefined},
	field: string,
): FieldError[] {
	const errors = type ? [] : [required(`${field}.type`, 'must specify a metric target type')];
	if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
		errors.push(invalid(`${field}.type`, type, 'must be either Utilization, Value, or AverageValue'));
	}
	if (averageUtilization !== undefined && averageUtilization < 1) {
		errors.push(invalid(`${field}.averageUtilization`, averageUtilization, 'must be greater than 0'));
	}
	return errors;
}

const longestPeriod = 1800;
const longestWindow = 3600;

function validateRules(rules: HPAScalingRules | undefined, field: string): FieldError[] {
	if (!rules) {
		return [];
	}
	const {stabilizationWindowSeconds: window = 0, selectPolicy, policies = []} = rules;
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
	return errors;
}
