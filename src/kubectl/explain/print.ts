/** What `kubectl explain` prints (kubectl pkg/explain/v2/templates/plaintext.tmpl). */
import type {Field, Message, Type} from '../../apimachinery/schema.ts';

/** How explain names a type: `<[]Container>`, `<map[string]string>`. */
export function typeName(type: Type): string {
	switch (type.kind) {
		case 'list':
			return `[]${typeName(type.items)}`;
		case 'map':
			return `map[string]${typeName(type.values)}`;
		case 'message':
			return type.message().name;
		case 'bool':
			return 'boolean';
		case 'int32':
		case 'int64':
			return 'integer';
		case 'double':
			return 'number';
		case 'quantity':
			return 'Quantity';
		case 'intOrString':
			return 'IntOrString';
		case 'any':
			return 'Object';
		default:
			return 'string';
	}
}

/** The message that a type holds, itself or in a list or map. */
export function messageIn(type: Type): Message | undefined {
	if (type.kind === 'list') return messageIn(type.items);
	if (type.kind === 'map') return messageIn(type.values);
	return type.kind === 'message' ? type.message() : undefined;
}

/** Breaks lines at blanks so that none is longer than `width`, where that can be. */
export function wrap(text: string, width: number): string {
	return text
		.split('\n')
		.map(line => {
			const lines: string[] = [];
			let current = '';
			for (const word of line.split(' ')) {
				if (current !== '' && current.length + 1 + word.length > width) {
					lines.push(current);
					current = word;
				} else current = current === '' ? word : `${current} ${word}`;
			}
			return [...lines, current].join('\n');
		})
		.join('\n');
}

function indent(text: string, amount: number): string {
	const margin = ' '.repeat(amount);
	return margin + text.replaceAll('\n', `\n${margin}`);
}

const enumLimit = 4;

function shortEnum(values: readonly string[], margin: number): string {
	const shown = values.slice(0, enumLimit).map(value => (value === '' ? '""' : value));
	if (values.length > enumLimit) shown.push('....');
	return `\n${' '.repeat(margin)}enum: ${shown.join(', ')}`;
}

function fieldDetail(name: string, field: Field, level: number, short: boolean): string {
	const margin = level * 2;
	const required = field.required ? ' -required-' : '';
	const values = field.enum ? shortEnum(field.enum, margin) : '';
	const head = `${indent(name, margin)}\t<${typeName(field.type)}>${required}${values}\n`;
	if (short) return head;
	return `${head}${indent(wrap(field.description || '<no description>', 78 - margin), margin + 2)}\n\n`;
}

/** The fields of a message, sorted by name; `recursive` shows theirs too, each on one line. */
function fieldList(message: Message, recursive: boolean, level = 1, seen: ReadonlySet<string> = new Set()): string {
	if (seen.has(message.definition)) return '';
	const inside = new Set([...seen, message.definition]);
	return Object.keys(message.fields)
		.sort()
		.map(name => {
			const field = message.fields[name]!;
			const inner = recursive ? messageIn(field.type) : undefined;
			return fieldDetail(name, field, level, recursive) + (inner ? fieldList(inner, recursive, level + 1, inside) : '');
		})
		.join('');
}

export interface Explained {
	readonly group: string;
	readonly version: string;
	readonly kind: string;
	readonly message: Message;
}

/** The path names a field that is not there. */
export class NoSuchField extends Error {}

/** Which kind is explained: printed even where the field is not found. */
export function heading({group, kind, version}: Explained): string {
	const ofGroup = group === '' ? '' : `GROUP:      ${group}\n`;
	return `${ofGroup}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

/**
 * The explanation of a kind, or of a field in it, without the heading.
 * @throws NoSuchField
 */
export function explanation(kind: Explained, path: readonly string[], recursive: boolean): string {
	let message: Message | undefined = kind.message;
	let field: Field | undefined;
	for (const name of path) {
		field = message && Object.hasOwn(message.fields, name) ? message.fields[name] : undefined;
		if (!field) throw new NoSuchField(`error: field ${JSON.stringify(path.at(-1))} does not exist`);
		message = messageIn(field.type);
	}
	let text = '';
	if (field) {
		text += `FIELD: ${path.at(-1)} <${typeName(field.type)}>\n`;
		if (field.enum) text += `ENUM:${field.enum.map(value => `\n    ${value === '' ? '""' : value}`).join('')}`;
		text += '\n\n';
	}
	const descriptions = new Set([field?.description, message?.description].filter(one => one));
	const description = [...descriptions].map(one => `${one}\n`).join('') || '<empty>';
	text += `DESCRIPTION:\n${indent(wrap(description, 76), 4)}\n`;
	const fields = message ? fieldList(message, recursive) : '';
	if (fields !== '') text += `FIELDS:\n${fields}`;
	return `${text}\n`;
}
