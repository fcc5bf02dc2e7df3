/** What `kubectl wait` waits for (kubectl pkg/cmd/wait/condition.go, json.go). */
import type {JsonObject, KubernetesObject} from '../../apimachinery/object.ts';
import {CommandError} from '../command.ts';
import {findResults, goText} from '../jsonpath/evaluate.ts';
import {JsonPathError} from '../jsonpath/nodes.ts';
import {parseJsonPath, relaxedJsonPath} from '../jsonpath/parse.ts';

/** Whether an object is as it is waited for. @throws CommandError */
export type Check = (object: KubernetesObject) => boolean;
export type WaitFor = 'create' | 'delete' | Check;

/** Reads every `--for`. @throws CommandError */
export function readConditions(conditions: readonly string[]): readonly WaitFor[] {
	if (conditions.length === 0) {
		throw new CommandError('unrecognized condition: []');
	}
	return conditions.map(readCondition);
}

function readCondition(text: string): WaitFor {
	const lower = text.toLowerCase();
	if (lower === 'delete' || lower === 'create') {
		return lower;
	}
	if (text.startsWith('condition=')) {
		const [name = '', ...value] = text.slice('condition='.length).split('=');
		return object => hasCondition(object, name, value.length === 0 ? 'true' : value.join('='));
	}
	if (text.startsWith('jsonpath=')) {
		return jsonPathCheck(text.slice('jsonpath='.length));
	}
	throw new CommandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

interface Conditioned extends KubernetesObject {
	readonly status?: {
		readonly observedGeneration?: number;
		readonly conditions?: readonly {
			readonly type?: string;
			readonly status?: string;
			readonly observedGeneration?: number;
		}[];
	};
}

/** A condition that speaks of an earlier generation does not count. */
function hasCondition(object: KubernetesObject, name: string, value: string): boolean {
	const {status, metadata} = object as Conditioned;
	const found = status?.conditions?.find(
		condition => condition.type?.toLowerCase() === name.toLowerCase() && condition.status !== undefined,
	);
	if (!found) {
		return false;
	}
	const observed = found.observedGeneration ?? status?.observedGeneration;
	if (metadata.generation !== undefined && observed !== undefined && observed < metadata.generation) {
		return false;
	}
	return found.status?.toLowerCase() === value.toLowerCase();
}

/** Splits at single equals signs; double ones are part of the expression. */
function splitAtEquals(text: string): string[] {
	return text
		.replaceAll('==', '\0')
		.split('=')
		.map(part => part.replaceAll('\0', '=='));
}

function jsonPathCheck(text: string): Check {
	const [expression = '', value, ...more] = splitAtEquals(text);
	if (more.length > 0) {
		throw new CommandError(
			"jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
		);
	}
	const wanted = value?.replace(/^['"]+|['"]+$/g, '');
	if (wanted === '') {
		throw new CommandError(
			"jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
		);
	}
	const relaxed = attempt(() => relaxedJsonPath(expression));
	if (relaxed === '') {
		throw new CommandError('jsonpath expression cannot be empty');
	}
	const parsed = attempt(() => parseJsonPath(relaxed));
	return object => {
		const [first, ...others] = attempt(() =>
			findResults(parsed, object as unknown as JsonObject, {allowMissingKeys: true}),
		);
		if (!first || first.length === 0) {
			return false;
		}
		if (others.length > 0) {
			throw new CommandError('given jsonpath expression matches more than one list');
		}
		if (first.length > 1) {
			throw new CommandError('given jsonpath expression matches more than one value');
		}
		const [found] = first;
		if (wanted === undefined) {
			return true;
		}
		if (typeof found === 'object' && found !== null) {
			throw new CommandError('jsonpath leads to a nested object or list which is not supported');
		}
		return goText(found).trim() === wanted.trim();
	};
}

function attempt<T>(step: () => T): T {
	try {
		return step();
	} catch (error) {
		throw error instanceof JsonPathError ? new CommandError(error.message) : error;
	}
}
