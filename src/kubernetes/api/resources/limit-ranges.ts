/** Limit ranges (pkg/registry/core/limitrange/strategy.go). */
import {LimitRange, type LimitRangeItem} from '../../../api/core-v1/limit-range.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isQualifiedName, nameIsDnsSubdomain} from '../../../apimachinery/formats.ts';
import {compareQuantities, parseQuantity, type Quantity, quantityAsFloat} from '../../../apimachinery/quantity.ts';
import type {ResourceDefinition} from '../resource.ts';
import {nameColumn} from './columns.ts';
import {isOvercommitAllowed, validateContainerResourceName, validateResourceName} from './pod/resource-requirements.ts';
import {sortedEntries} from './strategy.ts';

const {duplicate, forbidden, invalid, required} = fieldErrors;

type Amounts = Readonly<Record<string, string>>;

export const limitRanges: ResourceDefinition<LimitRange> = {
	group: '',
	version: 'v1',
	kind: 'LimitRange',
	plural: 'limitranges',
	singular: 'limitrange',
	shortNames: ['limits'],
	namespaced: true,
	schema: LimitRange,
	validateName: nameIsDnsSubdomain,
	// Upstream has no columns for it: these are what every such object shows.
	columns: [
		nameColumn,
		{
			name: 'Created At',
			type: 'date',
			description: 'When it was made.',
			cell: ({metadata}) => metadata.creationTimestamp ?? null,
		},
	],
	strategy: {
		applyDefaults: range => ({...range, spec: {...range.spec, limits: (range.spec.limits ?? []).map(withDefaults)}}),
		prepareForCreate: range => range,
		validate: validateLimitRange,
		validateUpdate: validateLimitRange,
	},
};

/** A container's limit is the most it may be, and its request the limit, where nothing else is said. */
function withDefaults(item: LimitRangeItem): LimitRangeItem {
	if (item.type !== 'Container') {
		return item;
	}
	const limits = {...item.max, ...item.default};
	const requests = {...item.min, ...limits, ...item.defaultRequest};
	return {
		...item,
		...(Object.keys(limits).length > 0 && {default: limits}),
		...(Object.keys(requests).length > 0 && {defaultRequest: requests}),
	};
}

const standardTypes = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);

function validateLimitRange({spec}: LimitRange): FieldError[] {
	const seen = new Set<string>();
	return (spec.limits ?? []).flatMap((item, index) => {
		const field = `spec.limits[${index}]`;
		const errors = validateType(item.type, `${field}.type`);
		if (seen.has(item.type)) {
			errors.push(duplicate(`${field}.type`, item.type));
		}
		seen.add(item.type);
		return [...errors, ...validateItem(item, field)];
	});
}

function validateType(type: string, field: string): FieldError[] {
	const errors = isQualifiedName(type).map(message => invalid(field, type, message));
	if (errors.length === 0 && !type.includes('/') && !standardTypes.has(type)) {
		errors.push(invalid(field, type, 'must be a standard limit type or fully qualified'));
	}
	return errors;
}

function validateItem(item: LimitRangeItem, field: string): FieldError[] {
	const ofPod = item.type === 'Pod';
	const validateName = ofPod || item.type === 'Container' ? validateContainerResourceName : validateResourceName;
	const namesIn = (part: string, amounts: Amounts | undefined) =>
		sortedEntries(amounts).flatMap(([name]) => validateName(name, `${field}.${part}[${name}]`));
	const errors = [...namesIn('max', item.max), ...namesIn('min', item.min)];
	if (ofPod) {
		for (const part of ['default', 'defaultRequest'] as const) {
			if (Object.keys(item[part] ?? {}).length > 0) {
				errors.push(forbidden(`${field}.${part}`, "may not be specified when `type` is 'Pod'"));
			}
		}
	} else {
		errors.push(...namesIn('default', item.default), ...namesIn('defaultRequest', item.defaultRequest));
	}
	if (item.type === 'PersistentVolumeClaim' && !item.min?.storage && !item.max?.storage) {
		const message = 'either minimum or maximum storage value is required, but neither was provided';
		errors.push(required(`${field}.limits`, message));
	}
	errors.push(...namesIn('maxLimitRequestRatio', item.maxLimitRequestRatio));
	const defaults = ofPod ? {} : {...item.default, ...item.defaultRequest};
	const all = {...item.max, ...item.min, ...defaults, ...item.maxLimitRequestRatio};
	return [...errors, ...sortedEntries(all).flatMap(([name]) => validateOrder(name, item, field))];
}

/** The least, the defaults and the most of one resource, against each other. */
function validateOrder(name: string, item: LimitRangeItem, field: string): FieldError[] {
	const read = (amounts: Amounts | undefined) =>
		amounts?.[name] === undefined ? undefined : {text: amounts[name], amount: parseQuantity(amounts[name])};
	const [min, max, ratio] = [read(item.min), read(item.max), read(item.maxLimitRequestRatio)];
	const ofPod = item.type === 'Pod';
	const limit = ofPod ? undefined : read(item.default);
	const request = ofPod ? undefined : read(item.defaultRequest);
	const above = (a: {readonly amount: Quantity} | undefined, b: {readonly amount: Quantity} | undefined) =>
		a !== undefined && b !== undefined && compareQuantities(a.amount, b.amount) > 0;
	const errors: FieldError[] = [];
	const add = (part: string, value: string, message: string) =>
		errors.push(invalid(`${field}.${part}[${name}]`, value, message));
	if (above(min, max)) {
		add('min', min!.text, `min value ${min!.text} is greater than max value ${max!.text}`);
	}
	if (above(min, request)) {
		add(
			'defaultRequest',
			request!.text,
			`min value ${min!.text} is greater than default request value ${request!.text}`,
		);
	}
	if (above(request, max)) {
		add(
			'defaultRequest',
			request!.text,
			`default request value ${request!.text} is greater than max value ${max!.text}`,
		);
	}
	if (above(request, limit)) {
		const message = `default request value ${request!.text} is greater than default limit value ${limit!.text}`;
		add('defaultRequest', request!.text, message);
	}
	if (above(min, limit)) {
		add('default', min!.text, `min value ${min!.text} is greater than default value ${limit!.text}`);
	}
	if (above(limit, max)) {
		add('default', max!.text, `default value ${limit!.text} is greater than max value ${max!.text}`);
	}
	if (ratio && ratio.amount.nanos < 10n ** 9n) {
		add('maxLimitRequestRatio', ratio.text, `ratio ${ratio.text} is less than 1`);
	}
	if (ratio && min && max) {
		const most = quantityAsFloat(max.amount) / quantityAsFloat(min.amount);
		if (quantityAsFloat(ratio.amount) > most) {
			add('maxLimitRequestRatio', ratio.text, `ratio ${ratio.text} is greater than max/min = ${most.toFixed(6)}`);
		}
	}
	if (limit && request && !isOvercommitAllowed(name) && compareQuantities(limit.amount, request.amount) !== 0) {
		const message = `default value ${limit.text} must equal to defaultRequest value ${request.text} in ${name}`;
		add('defaultRequest', request.text, message);
	}
	return errors;
}
