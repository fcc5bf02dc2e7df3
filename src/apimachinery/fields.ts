/** Field selectors, such as `status.phase=Running,spec.nodeName!=worker-1` (apimachinery pkg/fields/selector.go). */
import {SelectorError} from './labels.ts';

export interface FieldRequirement {
	readonly field: string;
	readonly operator: '=' | '!=';
	readonly value: string;
}

/** Requirements that all must hold. */
export class FieldSelector {
	readonly requirements: readonly FieldRequirement[];

	constructor(requirements: readonly FieldRequirement[]) {
		this.requirements = requirements;
	}

	get empty(): boolean {
		return this.requirements.length === 0;
	}

	/** @param read gives a field's value, '' where it has none */
	matches(read: (field: string) => string): boolean {
		return this.requirements.every(({field, operator, value}) => (read(field) === value) === (operator === '='));
	}

	/** The one value that it wants of a field, if there is one. */
	exactMatch(field: string): string | undefined {
		return this.requirements.find(requirement => requirement.field === field && requirement.operator === '=')?.value;
	}

	toString(): string {
		return this.requirements.map(({field, operator, value}) => `${field}${operator}${escapeValue(value)}`).join(',');
	}
}

/** Makes a value safe to stand in a field selector. */
export function escapeValue(value: string): string {
	return value.replace(/[\\,=]/g, '\\$&');
}

function unescapeValue(text: string): string {
	let value = '';
	for (let at = 0; at < text.length; at++) {
		const char = text[at]!;
		if (char === '\\') {
			const escaped = text[++at] ?? '';
			if (!/^[\\,=]$/.test(escaped)) {
				throw new SelectorError(`invalid field selector: invalid escape sequence: \\${escaped}`);
			}
			value += escaped;
		} else if (char === ',' || char === '=') {
			// Upstream prints the character's number.
			throw new SelectorError(`invalid field selector: unescaped character in value: ${char.charCodeAt(0)}`);
		} else {
			value += char;
		}
	}
	return value;
}

/** Reads a field selector; throws a SelectorError. */
export function parseFieldSelector(text: string): FieldSelector {
	const terms = text.match(/(?:\\.|[^\\,]|\\$)+/gsu) ?? [];
	const requirements = [...terms].sort().map((term): FieldRequirement => {
		const match = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
		if (!match) {
			throw new SelectorError(`invalid selector: '${text}'; can't understand '${term}'`);
		}
		return {field: match[1]!, operator: match[2] === '!=' ? '!=' : '=', value: unescapeValue(match[3]!)};
	});
	return new FieldSelector(requirements);
}
