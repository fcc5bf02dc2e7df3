/** Mission files against their JSON Schemas, with the line and column of each mistake. */
import {readFileSync} from 'node:fs';
import {Ajv, type ErrorObject, type ValidateFunction} from 'ajv';
import {load, YAMLException} from 'js-yaml';
import type {Finding} from './finding.ts';
import {positionsIn} from './positions.ts';

export type SchemaName = 'mission' | 'words' | 'glossary' | 'questions' | 'questions-words';

export class FormChecker {
	readonly #folder: string;
	readonly #ajv = new Ajv({allErrors: true, strict: false, formats: {regex: true}, verbose: true});
	readonly #validators = new Map<SchemaName, ValidateFunction>();

	/** @param folder where the schemas are */
	constructor(folder: string) {
		this.#folder = folder;
	}

	/** The mistakes in a file; none where it is as its schema says. */
	check(file: string, schema: SchemaName): Finding[] {
		let text: string;
		try {
			text = readFileSync(file, 'utf8');
		} catch (error) {
			return [{file, message: `cannot be read: ${(error as Error).message}`}];
		}
		let value: unknown;
		try {
			value = load(text);
		} catch (error) {
			if (!(error instanceof YAMLException)) {
				throw error;
			}
			const {mark, reason} = error;
			return [{file, ...(mark && {line: mark.line + 1, column: mark.column + 1}), message: reason}];
		}
		const validate = this.#validator(schema);
		if (validate(value)) {
			return [];
		}
		const positionOf = positionsIn(text);
		const found = specific(validate.errors ?? []).map(error => ({
			file,
			...positionOf(placeOf(error)),
			message: words(error),
		}));
		return found.filter(
			(finding, i) => found.findIndex(other => JSON.stringify(other) === JSON.stringify(finding)) === i,
		);
	}

	#validator(schema: SchemaName): ValidateFunction {
		let validator = this.#validators.get(schema);
		if (!validator) {
			validator = this.#ajv.compile(JSON.parse(readFileSync(`${this.#folder}/${schema}.schema.json`, 'utf8')));
			this.#validators.set(schema, validator);
		}
		return validator;
	}
}

/** Where alternatives all fail, the alternative that comes closest says what is wrong; that none fits adds nothing. */
function specific(errors: readonly ErrorObject[]): readonly ErrorObject[] {
	const choices = errors.filter(({keyword}) => keyword === 'oneOf' || keyword === 'anyOf');
	let left = errors;
	for (const choice of choices) {
		const branch = (error: ErrorObject) =>
			error.schemaPath.startsWith('#/definitions') || error.schemaPath.startsWith(choice.schemaPath)
				? /\/(?:oneOf|anyOf)\/(\d+)/.exec(error.schemaPath.slice(choice.schemaPath.lastIndexOf('/')))?.[1]
				: undefined;
		const inside = left.filter(
			error => error !== choice && branch(error) !== undefined && error.instancePath.startsWith(choice.instancePath),
		);
		if (inside.length === 0) {
			continue;
		}
		const byBranch = groups(inside, branch);
		const score = (some: readonly ErrorObject[]) =>
			some.filter(error => error.keyword === 'required' && error.instancePath === choice.instancePath).length * 10 +
			some.length;
		const closest = [...byBranch.values()].reduce((best, some) => (score(some) < score(best) ? some : best));
		left = left.filter(error => error !== choice && (!inside.includes(error) || closest.includes(error)));
	}
	return left;
}

function groups<K>(items: readonly ErrorObject[], keyOf: (item: ErrorObject) => K): Map<K, ErrorObject[]> {
	const found = new Map<K, ErrorObject[]>();
	for (const item of items) {
		found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
	}
	return found;
}

function placeOf({keyword, instancePath, params}: ErrorObject): string {
	return keyword === 'additionalProperties' ? `${instancePath}/${String(params.additionalProperty)}` : instancePath;
}

function words({keyword, instancePath, params, message}: ErrorObject): string {
	const what = instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/');
	switch (keyword) {
		case 'additionalProperties':
			return `${what} has no field ${String(params.additionalProperty)}`;
		case 'required':
			return `${what} lacks the field ${String(params.missingProperty)}`;
		case 'enum':
			return `${what} must be one of ${(params.allowedValues as readonly string[]).join(', ')}`;
		default:
			return `${what} ${message ?? 'is not right'}`;
	}
}
