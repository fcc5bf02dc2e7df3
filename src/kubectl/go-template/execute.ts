/** Applying a Go template to a JSON value (text/template exec.go and funcs.go). */

import {goJsonString} from '../../apimachinery/json.ts';
import {goText} from '../jsonpath/evaluate.ts';
import {type Operand, type Pipeline, TemplateError, type TemplateNode} from './parse.ts';

type Leave = 'break' | 'continue' | undefined;

function isMap(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What counts as true: nothing that is empty, zero or nil. */
function truth(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0;
	if (isMap(value)) return Object.keys(value).length > 0;
	return Boolean(value);
}

function printed(value: unknown): string {
	return value === undefined || value === null ? '<no value>' : goText(value);
}

/** fmt.Sprintf, for the verbs that suit JSON values. */
function format(pattern: string, values: readonly unknown[]): string {
	let next = 0;
	return pattern.replace(
		/%([-+0# ]*)(\d*)(?:\.(\d+))?([%vsdqtfgx])/g,
		(_, flags: string, width: string, precision: string | undefined, verb: string) => {
			if (verb === '%') return '%';
			if (next >= values.length) return `%!${verb}(MISSING)`;
			const value = values[next++];
			let text = goText(value);
			if (verb === 'q') text = goJsonString(String(value));
			else if (verb === 'f') text = Number(value).toFixed(precision === undefined ? 6 : Number(precision));
			else if (verb === 'x') text = Number(value).toString(16);
			else if (verb === 's' && precision !== undefined) text = text.slice(0, Number(precision));
			if (flags.includes('-')) return text.padEnd(Number(width));
			return text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
		},
	);
}

function compare(left: unknown, right: unknown): number {
	if (typeof left !== typeof right) throw new TemplateError('incompatible types for comparison');
	return (left as number) < (right as number) ? -1 : left === right ? 0 : 1;
}

function index(value: unknown, keys: readonly unknown[]): unknown {
	return keys.reduce<unknown>((current, key) => {
		if (Array.isArray(current)) {
			const place = Number(key);
			if (place < 0 || place >= current.length)
				throw new TemplateError(`error calling index: index out of range: ${place}`);
			return current[place];
		}
		if (isMap(current)) return current[String(key)];
		throw new TemplateError('error calling index: index of untyped nil');
	}, value);
}

const functions: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
	len: value => (isMap(value) ? Object.keys(value).length : ((value as {length?: number} | null)?.length ?? 0)),
	index: (value, ...keys) => index(value, keys),
	slice: (value, from = 0, to) =>
		(value as string | unknown[]).slice(Number(from), to === undefined ? undefined : Number(to)),
	not: value => !truth(value),
	eq: (left, ...others) => others.some(other => compare(left, other) === 0),
	ne: (left, right) => compare(left, right) !== 0,
	lt: (left, right) => compare(left, right) < 0,
	le: (left, right) => compare(left, right) <= 0,
	gt: (left, right) => compare(left, right) > 0,
	ge: (left, right) => compare(left, right) >= 0,
	print: (...values) => values.map(printed).join(''),
	println: (...values) => `${values.map(printed).join(' ')}\n`,
	printf: (pattern, ...values) => format(String(pattern), values),
	exists: (value, ...keys) => {
		try {
			return index(value, keys) !== undefined;
		} catch {
			return false;
		}
	},
	base64decode: value => {
		try {
			return new TextDecoder().decode(Uint8Array.from(atob(String(value)), character => character.charCodeAt(0)));
		} catch {
			throw new TemplateError('error calling base64decode: illegal base64 data');
		}
	},
};

class Execution {
	#output = '';
	readonly #scopes: Map<string, unknown>[];
	readonly #allowMissingKeys: boolean;

	constructor(data: unknown, allowMissingKeys: boolean) {
		this.#scopes = [new Map([['$', data]])];
		this.#allowMissingKeys = allowMissingKeys;
	}

	run(nodes: readonly TemplateNode[], dot: unknown): string {
		this.#list(nodes, dot);
		return this.#output;
	}

	#list(nodes: readonly TemplateNode[], dot: unknown): Leave {
		for (const node of nodes) {
			const leave = this.#node(node, dot);
			if (leave) return leave;
		}
		return undefined;
	}

	#node(node: TemplateNode, dot: unknown): Leave {
		switch (node.kind) {
			case 'text':
				this.#output += node.text;
				return undefined;
			case 'print': {
				const value = this.#pipeline(node.pipeline, dot);
				if (node.pipeline.declares.length === 0) this.#output += printed(value);
				return undefined;
			}
			case 'break':
			case 'continue':
				return node.kind;
			case 'range':
				return this.#scoped(() => this.#range(node, dot));
			default:
				return this.#scoped(() => {
					const value = this.#pipeline(node.pipeline, dot);
					if (!truth(value)) return this.#list(node.otherwise, dot);
					return this.#list(node.body, node.kind === 'with' ? value : dot);
				});
		}
	}

	#scoped(work: () => Leave): Leave {
		this.#scopes.push(new Map());
		try {
			return work();
		} finally {
			this.#scopes.pop();
		}
	}

	#range(node: Extract<TemplateNode, {kind: 'if' | 'range' | 'with'}>, dot: unknown): Leave {
		const {declares} = node.pipeline;
		const value = this.#pipeline({...node.pipeline, declares: []}, dot);
		const entries: (readonly [unknown, unknown])[] = Array.isArray(value)
			? value.map((item, place) => [place, item] as const)
			: isMap(value)
				? Object.keys(value)
						.sort()
						.map(key => [key, value[key]] as const)
				: [];
		if (entries.length === 0) {
			if (value !== undefined && value !== null && typeof value !== 'object') {
				throw new TemplateError(`range can't iterate over ${goText(value)}`);
			}
			return this.#list(node.otherwise, dot);
		}
		for (const [key, item] of entries) {
			const scope = this.#scopes.at(-1)!;
			if (declares.length === 1) scope.set(declares[0]!, item);
			if (declares.length === 2) scope.set(declares[0]!, key).set(declares[1]!, item);
			if (this.#scoped(() => this.#list(node.body, item)) === 'break') break;
		}
		return undefined;
	}

	#pipeline({declares, assigns, commands}: Pipeline, dot: unknown): unknown {
		let value: unknown;
		commands.forEach((command, place) => {
			value = this.#command(command, dot, place > 0 ? [value] : []);
		});
		const [name] = declares;
		if (name !== undefined) {
			const scope = assigns ? this.#scopes.findLast(one => one.has(name)) : this.#scopes.at(-1);
			scope?.set(name, value);
		}
		return value;
	}

	#command(operands: readonly Operand[], dot: unknown, piped: readonly unknown[]): unknown {
		const [first, ...rest] = operands;
		if (first?.kind !== 'function') {
			if (rest.length > 0 || piped.length > 0) throw new TemplateError("can't give argument to non-function");
			return this.#value(first!, dot);
		}
		// These two stop at the first operand that decides them.
		if (first.name === 'and' || first.name === 'or') {
			const values = [...rest.map(one => () => this.#value(one, dot)), ...piped.map(one => () => one)];
			let last: unknown;
			for (const value of values) {
				last = value();
				if (truth(last) === (first.name === 'or')) break;
			}
			return last;
		}
		const call = functions[first.name];
		if (!call) throw new TemplateError(`function ${JSON.stringify(first.name)} not defined`);
		return call(...rest.map(one => this.#value(one, dot)), ...piped);
	}

	#value(operand: Operand, dot: unknown): unknown {
		switch (operand.kind) {
			case 'dot':
				return dot;
			case 'literal':
				return operand.value;
			case 'variable': {
				const scope = this.#scopes.findLast(one => one.has(operand.name));
				if (!scope) throw new TemplateError(`undefined variable ${JSON.stringify(operand.name)}`);
				return scope.get(operand.name);
			}
			case 'group':
				return this.#pipeline(operand.pipeline, dot);
			case 'function':
				return this.#command([operand], dot, []);
			case 'path':
				return operand.fields.reduce((value, field) => this.#field(value, field), this.#value(operand.of, dot));
		}
	}

	#field(value: unknown, name: string): unknown {
		if (value === undefined || value === null) {
			if (this.#allowMissingKeys) return undefined;
			throw new TemplateError(`nil data; no entry for key ${JSON.stringify(name)}`);
		}
		if (!isMap(value))
			throw new TemplateError(
				`can't evaluate field ${name} in type ${Array.isArray(value) ? '[]interface {}' : 'interface {}'}`,
			);
		if (!Object.hasOwn(value, name) && !this.#allowMissingKeys) {
			throw new TemplateError(`map has no entry for key ${JSON.stringify(name)}`);
		}
		return value[name];
	}
}

/** @throws TemplateError */
export function executeGoTemplate(nodes: readonly TemplateNode[], data: unknown, allowMissingKeys = true): string {
	return new Execution(data, allowMissingKeys).run(nodes, data);
}
