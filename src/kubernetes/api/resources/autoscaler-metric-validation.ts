/** What is wrong with the metrics of an autoscaler (pkg/apis/autoscaling/validation/validation.go validateMetrics). */
import type {MetricSpec} from '../../../api/autoscaling-v2.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isDns1123Label, isPathSegmentName} from '../../../apimachinery/formats.ts';
import {parseQuantity} from '../../../apimachinery/quantity.ts';
import {validateScaleReference} from './autoscaler-reference.ts';

const {forbidden, invalid, notSupported, required} = fieldErrors;

/** The fields of a metric, and the type that each of them is for; in the order in which they are looked at. */
const typeOf = {
	object: 'Object',
	external: 'External',
	pods: 'Pods',
	resource: 'Resource',
	containerResource: 'ContainerResource',
} as const;
type Source = keyof typeof typeOf;
const sources = Object.keys(typeOf) as Source[];
const types = Object.values(typeOf).sort();

export function validateMetrics(metrics: readonly MetricSpec[], minReplicas: number, field: string): FieldError[] {
	const errors = metrics.flatMap((metric, index) => validateMetric(metric, `${field}[${index}]`));
	if (minReplicas === 0 && !metrics.some(({type}) => type === 'Object' || type === 'External')) {
		const message = 'must specify at least one Object or External metric to support scaling to zero replicas';
		errors.push(forbidden(field, message));
	}
	return errors;
}

function validateMetric(metric: MetricSpec, field: string): FieldError[] {
	const errors: FieldError[] = [];
	if (!metric.type) {
		errors.push(required(`${field}.type`, 'must specify a metric source type'));
	}
	const expected = sources.find(source => typeOf[source] === metric.type);
	if (!expected) {
		errors.push(notSupported(`${field}.type`, metric.type, types));
	}
	const given = sources.filter(source => metric[source] !== undefined);
	const first = given[0];
	if (first) {
		errors.push(...validateSource(metric, first, `${field}.${first}`));
	}
	if (expected && !metric[expected]) {
		errors.push(required(`${field}.${expected}`, 'must populate information for the given metric source'));
	}
	if (given.length > 1) {
		const others = given.filter(source => source !== expected);
		errors.push(...others.map(other => forbidden(`${field}.${other}`, 'must populate the given metric source only')));
	}
	return errors;
}

function validateSource(metric: MetricSpec, source: Source, field: string): FieldError[] {
	const target = metric[source]?.target ?? {type: ''};
	const {value, averageValue} = target;
	const ofTarget = validateTarget(target, `${field}.target`);
	const missing = (name: string, message: string) => [required(`${field}.target.${name}`, message)];
	const none = value === undefined && averageValue === undefined;
	switch (source) {
		case 'object':
			return [
				...validateScaleReference(metric.object?.describedObject ?? {}, `${field}.describedObject`, {coreGroup: true}),
				...validateName(metric.object?.metric?.name, `${field}.metric.name`),
				...ofTarget,
				...(none ? missing('averageValue', 'must set either a target value or averageValue') : []),
			];
		case 'external':
			return [
				...validateName(metric.external?.metric?.name, `${field}.metric.name`),
				...ofTarget,
				...(none ? missing('averageValue', 'must set either a target value for metric or a per-pod target') : []),
				...(value !== undefined && averageValue !== undefined
					? [forbidden(`${field}.target.value`, 'may not set both a target value for metric and a per-pod target')]
					: []),
			];
		case 'pods':
			return [
				...validateName(metric.pods?.metric?.name, `${field}.metric.name`),
				...ofTarget,
				...(averageValue === undefined ? missing('averageValue', 'must specify a positive target averageValue') : []),
			];
		default:
			return [...validateResource(metric, source, field), ...ofTarget, ...validateUse(target, `${field}.target`)];
	}
}

function validateResource(metric: MetricSpec, source: Source, field: string): FieldError[] {
	const errors = metric[source as 'resource' | 'containerResource']?.name
		? []
		: [required(`${field}.name`, 'must specify a resource name')];
	if (source === 'resource') {
		return errors;
	}
	const container = metric.containerResource?.container;
	return container
		? [...errors, ...isDns1123Label(container).map(message => invalid(`${field}.container`, container, message))]
		: [...errors, required(`${field}.container`, 'must specify a container')];
}

interface Target {
	readonly type: string;
	readonly value?: string | undefined;
	readonly averageValue?: string | undefined;
	readonly averageUtilization?: number | undefined;
}

/** How much of a resource is used is an amount, or a share of what the Pods ask for. */
function validateUse({averageValue, averageUtilization}: Target, field: string): FieldError[] {
	const message = 'set either a target raw value or a target utilization';
	if (averageValue === undefined && averageUtilization === undefined) {
		return [required(`${field}.averageUtilization`, `must ${message}`)];
	}
	return averageValue !== undefined && averageUtilization !== undefined
		? [forbidden(`${field}.averageValue`, 'may not set both a target raw value and a target utilization')]
		: [];
}

function validateName(name: string | undefined, field: string): FieldError[] {
	return name
		? isPathSegmentName(name).map(message => invalid(field, name, message))
		: [required(field, 'must specify a metric name')];
}

function validateTarget({type, averageUtilization, ...amounts}: Target, field: string): FieldError[] {
	const errors = type ? [] : [required(`${field}.type`, 'must specify a metric target type')];
	if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
		errors.push(invalid(`${field}.type`, type, 'must be either Utilization, Value, or AverageValue'));
	}
	for (const name of ['value', 'averageValue'] as const) {
		const amount = amounts[name];
		if (amount !== undefined && parseQuantity(amount).nanos <= 0n) {
			errors.push(invalid(`${field}.${name}`, amount, 'must be positive'));
		}
	}
	if (averageUtilization !== undefined && averageUtilization < 1) {
		errors.push(invalid(`${field}.averageUtilization`, averageUtilization, 'must be greater than 0'));
	}
	return errors;
}
