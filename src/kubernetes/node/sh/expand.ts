/** Puts values in place of what stands for them in words (POSIX, 2.6 Word Expansions). */
import {resolvePath} from '../process/paths.ts';
import type {Steps} from '../process/process.ts';
import {TextOutput} from '../process/streams.ts';
import {evaluateArithmetic} from './arithmetic.ts';
import {Exit} from './control.ts';
import {parameterValue} from './parameters.ts';
import {matchesPattern, patternSource} from './pattern.ts';
import type {Shell, Streams} from './shell.ts';
import type {Word} from './syntax.ts';

/** Expands words: variables, substitutions, splitting, patterns. */
export function* expandWords(shell: Shell, words: readonly Word[], streams: Streams): Steps<string[]> {
	const result: string[] = [];
	for (const word of words) {
		result.push(...(yield* expandFields(shell, word, streams)));
	}
	return result;
}

function* expandFields(shell: Shell, word: Word, streams: Streams): Steps<string[]> {
	const fields: {text: string; pattern: string; globs: boolean}[] = [];
	let current: {text: string; pattern: string; globs: boolean} | undefined;
	const add = (text: string, quoted: boolean) => {
		current ??= {text: '', pattern: '', globs: false};
		current.text += text;
		current.pattern += quoted ? text.replace(/[\\*?[\]]/g, '\\$&') : text;
		current.globs ||= !quoted && /[*?[]/.test(text);
	};
	const split = () => {
		if (current) {
			fields.push(current);
			current = undefined;
		}
	};
	for (const [index, part] of word.entries()) {
		if (part.kind === 'text') {
			const tilde = index === 0 && !part.quoted ? /^~(?=\/|$)/.test(part.text) : false;
			add(tilde ? (shell.variables.get('HOME') ?? '/root') + part.text.slice(1) : part.text, part.quoted);
			continue;
		}
		if (part.kind === 'variable' && part.name === '@' && part.quoted) {
			shell.parameters.forEach((parameter, position) => {
				if (position > 0) {
					split();
				}
				add(parameter, true);
			});
			continue;
		}
		const value = yield* expandPart(shell, part, streams);
		if (part.quoted) {
			add(value, true);
			continue;
		}
		const pieces = value.split(/[ \t\n]+/);
		pieces.forEach((piece, position) => {
			if (position > 0) {
				split();
			}
			if (piece !== '') {
				add(piece, false);
			}
		});
	}
	split();
	return fields.flatMap(field => (field.globs ? glob(shell, field.pattern, field.text) : [field.text]));
}

function glob(shell: Shell, pattern: string, text: string): string[] {
	const absolute = pattern.startsWith('/');
	let found = [''];
	for (const part of pattern.split('/').slice(absolute ? 1 : 0)) {
		const expression = new RegExp(`^${patternSource(part)}$`);
		found = found.flatMap(prefix => {
			const folder = resolvePath(shell.cwd, absolute ? prefix || '/' : prefix || '.');
			if (!/[*?[]/.test(part)) {
				const next = absolute || prefix ? `${prefix}/${part}` : part;
				return shell.machine.files.exists(resolvePath(shell.cwd, next)) ? [next] : [];
			}
			if (!shell.machine.files.isFolder(folder)) {
				return [];
			}
			return shell.machine.files
				.list(folder)
				.filter(name => expression.test(name) && (part.startsWith('.') || !name.startsWith('.')))
				.map(name => (absolute || prefix ? `${prefix}/${name}` : name));
		});
	}
	return found.length > 0 ? found : [text];
}

/** Expands a word that is a pattern: what is quoted stands for itself. */
export function* expandPattern(shell: Shell, word: Word, streams: Streams): Steps<string> {
	let pattern = '';
	for (const part of word) {
		if (part.kind === 'text') {
			pattern += part.quoted ? part.text.replace(/[\\*?[\]]/g, '\\$&') : part.text;
		} else {
			pattern += yield* expandPart(shell, part, streams);
		}
	}
	return pattern;
}

/** Expands a word without splitting it. */
export function* expandText(shell: Shell, word: Word, streams: Streams): Steps<string> {
	let text = '';
	for (const part of word) {
		text += part.kind === 'text' ? part.text : yield* expandPart(shell, part, streams);
	}
	return text;
}

function* expandPart(shell: Shell, part: Exclude<Word[number], {kind: 'text'}>, streams: Streams): Steps<string> {
	if (part.kind === 'command') {
		const output = new TextOutput();
		const child = shell.subshell();
		const own = {...streams, stdout: output};
		try {
			shell.substitutionStatus = yield* child.list(part.body, own);
		} catch (error) {
			shell.substitutionStatus = child.ending(error, own);
		}
		return output.text.replace(/\n+$/, '');
	}
	if (part.kind === 'arithmetic') {
		return arithmetic(shell, yield* expandText(shell, part.expression, streams));
	}
	const value = parameterValue(shell, part.name);
	const {operator = ''} = part;
	const missing = value === undefined || (operator.startsWith(':') && value === '');
	switch (operator.replace(':', '')) {
		case '':
			if (value === undefined && shell.options.has('u')) {
				streams.stderr.write(`${shell.prefix()}${part.name}: parameter not set\n`);
				throw new Exit(2);
			}
			return value ?? '';
		case '-':
			return missing ? yield* expandText(shell, part.word ?? [], streams) : value;
		case '=': {
			if (!missing) {
				return value;
			}
			const fallback = yield* expandText(shell, part.word ?? [], streams);
			shell.set(part.name, fallback);
			return fallback;
		}
		case '+':
			return missing ? '' : yield* expandText(shell, part.word ?? [], streams);
		case '?': {
			if (!missing) {
				return value;
			}
			const why = yield* expandText(shell, part.word ?? [], streams);
			streams.stderr.write(`${shell.prefix()}${part.name}: ${why || 'parameter not set or null'}\n`);
			throw new Exit(2);
		}
		case 'length':
			return String((value ?? '').length);
		default:
			return trimmed(value ?? '', operator, yield* expandPattern(shell, part.word ?? [], streams));
	}
}

function arithmetic(shell: Shell, expression: string): string {
	const assignment = /^\s*([A-Za-z_]\w*)\s*([-+*/%]?)=(?!=)(.*)$/s.exec(expression);
	const lookUp = (name: string) => parameterValue(shell, name) ?? '';
	if (assignment) {
		const [, name = '', operator, right = ''] = assignment;
		const value = evaluateArithmetic(operator ? `${name}${operator}(${right})` : right, lookUp);
		shell.set(name, String(value));
		return String(value);
	}
	const step = /^\s*(\+\+|--)?([A-Za-z_]\w*)(\+\+|--)?\s*$/.exec(expression);
	if (step?.[1] || step?.[3]) {
		const name = step[2]!;
		const before = Number.parseInt(lookUp(name) || '0', 10);
		const after = (step[1] ?? step[3]) === '++' ? before + 1 : before - 1;
		shell.set(name, String(after));
		return String(step[1] ? after : before);
	}
	return String(evaluateArithmetic(expression, lookUp));
}

function trimmed(value: string, operator: string, pattern: string): string {
	const lengths = [...Array(value.length + 1).keys()];
	const longest = operator.length === 2;
	for (const length of longest ? lengths.reverse() : lengths) {
		const part = operator.startsWith('#') ? value.slice(0, length) : value.slice(value.length - length);
		if (matchesPattern(pattern, part)) {
			return operator.startsWith('#') ? value.slice(length) : value.slice(0, value.length - length);
		}
	}
	return value;
}
