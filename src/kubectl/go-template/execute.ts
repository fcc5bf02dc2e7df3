/** Applying a Go template to a JSON value (text/template exec.go). */
import {goText} from '../jsonpath/evaluate.ts';
import {functions, isMap, printed, truth} from './functions.ts';
import {
	type Command,
	type GoTemplate,
	type Operand,
	type Pipeline,
	type Place,
	TemplateError,
	type TemplateNode,
} from './nodes.ts';

type Leave = 'break' | 'continue' | undefined;

/** Templates that call each other deeper than this never end (text/template maxExecDepth). */
const deepest = 1000;

class Execution {
	#output = '';
	#scopes: Map<string, unknown>[];
	#template = 'output';
	#depth = 0;
	readonly #defined: GoTemplate['defined'];
	readonly #allowMissingKeys: boolean;

	constructor({defined}: GoTemplate, data: unknown, allowMissingKeys: boolean) {
		this.#scopes = [new Map([['$', data]])];
		this.#defined = defined;
		this.#allowMissingKeys = allowMissingKeys;
	}

	run(nodes: readonly TemplateNode[], dot: unknown): string {
		try {
			this.#list(nodes, dot);
			return this.#output;
		} catch (error) {
			if (error instanceof TemplateError) error.output = this.#output;
			throw error;
		}
	}

	/** Says of a failure where it was, unless that is known better. */
	#placed<T>(place: Place, work: () => T): T {
		try {
			return work();
		} catch (error) {
			if (error instanceof TemplateError && error.place === undefined) {
				error.place = place;
				error.template = this.#template;
			}
			throw error;
		}
	}

	#call({name, pipeline, place}: Extract<TemplateNode, {kind: 'template'}>, dot: unknown): void {
		const nodes = this.#defined.get(name);
		if (!nodes || this.#depth >= deepest) {
			this.#placed(place, () => {
				throw new TemplateError(
					nodes ? `exceeded maximum template depth (${deepest})` : `template ${JSON.stringify(name)} not defined`,
				);
			});
			return;
		}
		const value = pipeline && this.#pipeline(pipeline, dot);
		const [scopes, template] = [this.#scopes, this.#template];
		[this.#scopes, this.#template] = [[new Map([['$', value]])], name];
		this.#depth++;
		this.#list(nodes, value);
		this.#depth--;
		[this.#scopes, this.#template] = [scopes, template];
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
			case 'template':
				this.#call(node, dot);
				return undefined;
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
				const last = node.pipeline.commands.at(-1)!;
				const place = last.operands.length === 1 ? last.operands[0]! : last;
				this.#placed(place, () => {
					throw new TemplateError(`range can't iterate over ${goText(value)}`);
				});
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

	#command(command: Command, dot: unknown, piped: readonly unknown[]): unknown {
		return this.#placed(command, () => this.#result(command, dot, piped));
	}

	#result({operands}: Command, dot: unknown, piped: readonly unknown[]): unknown {
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
				return this.#command({operands: [operand], at: operand.at, text: operand.text}, dot, []);
			case 'path':
				return this.#placed(operand, () =>
					operand.fields.reduce((value, field) => this.#field(value, field), this.#value(operand.of, dot)),
				);
		}
	}

	#field(value: unknown, name: string): unknown {
		if (value === undefined || value === null) {
			if (this.#allowMissingKeys) return undefined;
			throw new TemplateError(`nil data; no entry for key ${JSON.stringify(name)}`);
		}
		if (!isMap(value)) throw new TemplateError(`can't evaluate field ${name} in type interface {}`);
		if (!Object.hasOwn(value, name) && !this.#allowMissingKeys) {
			throw new TemplateError(`map has no entry for key ${JSON.stringify(name)}`);
		}
		return value[name];
	}
}

/** @throws TemplateError, which says where, and what had been written by then */
export function executeGoTemplate(template: GoTemplate, data: unknown, allowMissingKeys = true): string {
	return new Execution(template, data, allowMissingKeys).run(template.nodes, data);
}

/** What Go says of a failure: the line, the bytes before it on that line, and what was being evaluated. */
export function failureText(error: TemplateError, template: GoTemplate): string {
	const {place} = error;
	if (!place) return `template: output: ${error.message}`;
	const before = template.source.slice(0, place.at);
	const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length;
	const where = `output:${before.split('\n').length}:${column}`;
	return `template: ${where}: executing ${JSON.stringify(error.template)} at <${place.text}>: ${error.message}`;
}
