/** Label selectors: what they are, whom they match and how they are written (apimachinery pkg/labels). */
import {isLabelValue, isQualifiedName} from './formats.ts';
import {parseRequirements} from './label-parser.ts';
import type {LabelSelector} from './validation.ts';

export type Labels = Readonly<Record<string, string>>;

export type Operator = 'in' | 'notin' | '=' | '==' | '!=' | 'exists' | '!' | 'gt' | 'lt';

export interface Requirement {
	readonly key: string;
	readonly operator: Operator;
	readonly values: readonly string[];
}

/** A selector that cannot be read. */
export class SelectorError extends Error {
	override readonly name = 'SelectorError';
}

const goInteger = /^[+-]?\d+$/;

/** Makes a requirement; throws a SelectorError where its key or a value is none. */
export function newRequirement(key: string, operator: Operator, values: readonly string[]): Requirement {
	const errors: string[] = [];
	const invalid = (field: string, value: unknown, messages: readonly string[]) => {
		if (messages.length > 0) {
			errors.push(`${field}: Invalid value: ${JSON.stringify(value)}: ${messages.join('; ')}`);
		}
	};
	invalid('key', key, isQualifiedName(key));
	if ((operator === 'in' || operator === 'notin') && values.length === 0) {
		invalid('values', values, ["for 'in', 'notin' operators, values set can't be empty"]);
	}
	if ((operator === 'exists' || operator === '!') && values.length > 0) {
		invalid('values', values, ['values set must be empty for exists and does not exist']);
	}
	if (operator === 'gt' || operator === 'lt') {
		values.forEach((value, index) => {
			const wrong = goInteger.test(value) ? [] : ["for 'Gt', 'Lt' operators, the value must be an integer"];
			invalid(`values[${index}]`, value, wrong);
		});
	}
	values.forEach((value, index) => {
		invalid(`values[${index}][${key}]`, value, isLabelValue(value));
	});
	if (errors.length > 0) {
		const unique = [...new Set(errors)];
		throw new SelectorError(unique.length === 1 ? unique[0]! : `[${unique.join(', ')}]`);
	}
	return {key, operator, values};
}

function satisfies(requirement: Requirement, labels: Labels): boolean {
	const {key, operator, values} = requirement;
	const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
	switch (operator) {
		case 'in':
		case '=':
		case '==':
			return value !== undefined && values.includes(value);
		case 'notin':
		case '!=':
			return value === undefined || !values.includes(value);
		case 'exists':
			return value !== undefined;
		case '!':
			return value === undefined;
		case 'gt':
		case 'lt': {
			if (value === undefined || !goInteger.test(value)) {
				return false;
			}
			const [a, b] = [BigInt(value.replace('+', '')), BigInt(values[0]!.replace('+', ''))];
			return operator === 'gt' ? a > b : a < b;
		}
	}
}

const spelling: Readonly<Record<Operator, string>> = {
	in: ' in ',
	notin: ' notin ',
	'=': '=',
	'==': '==',
	'!=': '!=',
	gt: '>',
	lt: '<',
	exists: '',
	'!': '',
};

function formatRequirement({key, operator, values}: Requirement): string {
	const listed = [...values].sort().join(',');
	const inBrackets = operator === 'in' || operator === 'notin';
	return `${operator === '!' ? '!' : ''}${key}${spelling[operator]}${inBrackets ? `(${listed})` : listed}`;
}

const noLabels: Labels = {};

/** Requirements that all must hold, in the order of their keys. Without any it matches everything. */
export class Selector {
	readonly requirements: readonly Requirement[];
	readonly #matchesNothing: boolean;

	constructor(requirements: readonly Requirement[], matchesNothing = false) {
		this.requirements = [...requirements].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
		this.#matchesNothing = matchesNothing;
	}

	matches(labels: Labels | undefined): boolean {
		if (this.#matchesNothing) {
			return false;
		}
		for (const requirement of this.requirements) {
			if (!satisfies(requirement, labels ?? noLabels)) {
				return false;
			}
		}
		return true;
	}

	/** Whether it leaves nothing out. */
	get empty(): boolean {
		return !this.#matchesNothing && this.requirements.length === 0;
	}

	/** The one value that it wants of a label, if there is one: indexes are asked by it. */
	exactMatch(label: string): string | undefined {
		const requirement = this.requirements.find(({key}) => key === label);
		return requirement && ['in', '=', '=='].includes(requirement.operator) && requirement.values.length === 1
			? requirement.values[0]
			: undefined;
	}

	toString(): string {
		return this.requirements.map(formatRequirement).join(',');
	}
}

export const everything = new Selector([]);
export const nothing = new Selector([], true);

/** Reads a selector as it is typed after `-l`; throws a SelectorError. */
export function parseSelector(text: string): Selector {
	return new Selector(parseRequirements(text));
}

/** Wants each of these labels. Values are not checked. */
export function selectorFromLabels(labels: Labels | undefined): Selector {
	return new Selector(Object.entries(labels ?? {}).map(([key, value]) => ({key, operator: '=', values: [value]})));
}

const operatorOf: Readonly<Record<string, Operator>> = {In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!'};

/**
 * The selector that a LabelSelector object stands for: none matches nothing, an empty one everything
 * (metav1.LabelSelectorAsSelector). Throws a SelectorError.
 */
export function selectorFromLabelSelector(selector: LabelSelector | undefined): Selector {
	if (!selector) {
		return nothing;
	}
	const exact = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => newRequirement(key, '=', [value]));
	const expressions = (selector.matchExpressions ?? []).map(({key, operator, values}) => {
		if (!Object.hasOwn(operatorOf, operator)) {
			throw new SelectorError(`${JSON.stringify(operator)} is not a valid label selector operator`);
		}
		return newRequirement(key, operatorOf[operator]!, values ?? []);
	});
	return new Selector([...exact, ...expressions]);
}

/** A LabelSelector as tables and `describe` show it: `app=web,tier in (a,b)`, or `<none>`. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
	try {
		return selectorFromLabelSelector(selector).toString() || '<none>';
	} catch {
		return '<error>';
	}
}

/** Labels as `--show-labels` shows them: `app=web,tier=front`, or `<none>`. */
export function formatLabels(labels: Labels | undefined): string {
	const listed = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
	return listed.sort().join(',') || '<none>';
}

/** The LabelSelector object of a selector that was typed (metav1.ParseToLabelSelector); throws a SelectorError. */
export function parseToLabelSelector(text: string): LabelSelector {
	let requirements: readonly Requirement[];
	try {
		({requirements} = parseSelector(text));
	} catch (error) {
		throw new SelectorError(`couldn't parse the selector string "${text}": ${(error as Error).message}`);
	}
	const matchLabels: Record<string, string> = {};
	const matchExpressions: {key: string; operator: string; values?: readonly string[]}[] = [];
	for (const {key, operator, values} of requirements) {
		if (operator === '=' || operator === '==') {
			matchLabels[key] = values[0]!;
			continue;
		}
		const name = Object.keys(operatorOf).find(known => operatorOf[known] === operator);
		if (!name) {
			const supported = operator === 'gt' || operator === 'lt' ? "isn't supported in label selectors" : undefined;
			throw new SelectorError(`"${operator}" ${supported ?? 'is not a valid label selector operator'}`);
		}
		matchExpressions.push({key, operator: name, ...(values.length > 0 && {values})});
	}
	return {
		...(Object.keys(matchLabels).length > 0 && {matchLabels}),
		...(matchExpressions.length > 0 && {matchExpressions}),
	};
}
