/** Reads the scripts that containers run (`sh -c …`). */
import {ScriptReader} from './reader.ts';
import type {AndOr, Command, List, Pipeline, Redirect, Word} from './syntax.ts';
import {readText, readWord} from './words.ts';

const reserved = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in']);

/** @throws ShellSyntaxError where no shell could read it */
export function parseScript(text: string): List {
	return readScript(new ScriptReader(text));
}

/** Whether a text can be the name of a variable. */
export function isName(text: string): boolean {
	return /^[A-Za-z_]\w*$/.test(text);
}

/** A whole script. */
function readScript(reader: ScriptReader): List {
	const list = readList(reader);
	if (!reader.atEnd()) {
		throw reader.unexpected();
	}
	return list;
}

function readList(reader: ScriptReader): List {
	const items: AndOr[] = [];
	for (;;) {
		reader.blanks(true);
		if (endsList(reader) || reserved.has(reader.keyword())) {
			return items;
		}
		const first = readPipeline(reader);
		const rest: [operator: '&&' | '||', pipeline: Pipeline][] = [];
		for (reader.blanks(false); reader.starts('&&') || reader.starts('||'); reader.blanks(false)) {
			const operator = reader.takeChars(2) as '&&' | '||';
			reader.blanks(true);
			rest.push([operator, readPipeline(reader)]);
		}
		const background = reader.skip('&');
		if (!background && !endsList(reader) && reader.next !== '\n' && !reader.skip(';')) {
			throw reader.unexpected();
		}
		items.push({first, rest, background});
	}
}

function endsList(reader: ScriptReader): boolean {
	return reader.ended || reader.starts(')') || reader.starts(';;');
}

function readPipeline(reader: ScriptReader): Pipeline {
	let negated = false;
	reader.blanks(false);
	while (reader.next === '!' && /\s/.test(reader.afterNext ?? '')) {
		negated = !negated;
		reader.skip('!');
		reader.blanks(false);
	}
	const commands = [readCommand(reader)];
	for (reader.blanks(false); reader.next === '|' && !reader.starts('||'); reader.blanks(false)) {
		reader.skip('|');
		reader.blanks(true);
		commands.push(readCommand(reader));
	}
	return {negated, commands};
}

function readCommand(reader: ScriptReader): Command {
	reader.blanks(false);
	const command = readCompound(reader) ?? readSimple(reader);
	if (command.kind === 'simple' || command.kind === 'function') {
		return command;
	}
	return {...command, redirects: readRedirects(reader)};
}

function readCompound(reader: ScriptReader): Command | undefined {
	const redirects: Redirect[] = [];
	if (reader.skip('(')) {
		const body = readList(reader);
		reader.expect(')');
		return {kind: 'group', body, subshell: true, redirects};
	}
	const word = reader.keyword();
	switch (word) {
		case '{': {
			reader.expectWord('{');
			const body = readList(reader);
			reader.expectWord('}');
			return {kind: 'group', body, subshell: false, redirects};
		}
		case 'if':
			return readIf(reader);
		case 'while':
		case 'until': {
			reader.expectWord(word);
			const condition = readList(reader);
			return {kind: 'loop', until: word === 'until', condition, body: readDoGroup(reader), redirects};
		}
		case 'for':
			return readFor(reader);
		case 'case':
			return readCase(reader);
		default: {
			const definition = reader.take(/([A-Za-z_][\w-]*)[ \t]*\([ \t]*\)/y);
			if (!definition) {
				return undefined;
			}
			reader.blanks(true);
			return {kind: 'function', name: definition[1]!, body: readCommand(reader), redirects};
		}
	}
}

function readIf(reader: ScriptReader): Command {
	const branches: [List, List][] = [];
	const branch = (word: string) => {
		reader.expectWord(word);
		const condition = readList(reader);
		reader.expectWord('then');
		branches.push([condition, readList(reader)]);
	};
	branch('if');
	while (reader.keyword() === 'elif') {
		branch('elif');
	}
	let otherwise: List | undefined;
	if (reader.keyword() === 'else') {
		reader.expectWord('else');
		otherwise = readList(reader);
	}
	reader.expectWord('fi');
	return {kind: 'if', branches, ...(otherwise && {otherwise}), redirects: []};
}

function readFor(reader: ScriptReader): Command {
	reader.expectWord('for');
	reader.blanks(false);
	const [name] = reader.take(/[A-Za-z_]\w*/y) ?? [];
	if (name === undefined) {
		throw reader.unexpected();
	}
	let words: Word[] | undefined;
	if (reader.keyword() === 'in') {
		reader.expectWord('in');
		words = [];
		for (reader.blanks(false); !reader.ended && !reader.nextIs(/[;\n]/); reader.blanks(false)) {
			words.push(readWord(reader, readList));
		}
	}
	reader.skip(';');
	return {kind: 'for', name, ...(words && {words}), body: readDoGroup(reader), redirects: []};
}

function readCase(reader: ScriptReader): Command {
	reader.expectWord('case');
	reader.blanks(false);
	const word = readWord(reader, readList);
	reader.expectWord('in');
	const branches: [Word[], List][] = [];
	while (reader.keyword() !== 'esac') {
		reader.skip('(');
		const patterns: Word[] = [];
		do {
			reader.blanks(false);
			patterns.push(readWord(reader, readList));
			reader.blanks(false);
		} while (reader.skip('|'));
		reader.expect(')');
		branches.push([patterns, readList(reader)]);
		reader.skip(';;');
	}
	reader.expectWord('esac');
	return {kind: 'case', word, branches, redirects: []};
}

function readDoGroup(reader: ScriptReader): List {
	reader.expectWord('do');
	const body = readList(reader);
	reader.expectWord('done');
	return body;
}

function readSimple(reader: ScriptReader): Command {
	const assignments: [string, Word][] = [];
	const words: Word[] = [];
	const redirects: Redirect[] = [];
	for (;;) {
		redirects.push(...readRedirects(reader));
		if (reader.ended || reader.nextIs(/[\n;&|()]/)) {
			break;
		}
		const assignment = words.length === 0 ? reader.take(/([A-Za-z_]\w*)=/y) : null;
		if (assignment) {
			const empty = reader.ended || reader.nextIs(/[\s;&|()]/);
			assignments.push([assignment[1]!, empty ? [] : readWord(reader, readList)]);
		} else {
			words.push(readWord(reader, readList));
		}
	}
	if (assignments.length + words.length + redirects.length === 0) {
		throw reader.unexpected();
	}
	return {kind: 'simple', assignments, words, redirects};
}

function readRedirects(reader: ScriptReader): Redirect[] {
	const found: Redirect[] = [];
	for (;;) {
		reader.blanks(false);
		const redirect = readRedirect(reader);
		if (!redirect) {
			return found;
		}
		found.push(redirect);
	}
}

function readRedirect(reader: ScriptReader): Redirect | undefined {
	const match = reader.take(/(\d*)(<<-?|>>|>&|<&|>\||<|>)/y);
	if (!match) {
		return undefined;
	}
	reader.blanks(false);
	const [, fd, sign = ''] = match;
	if (sign.startsWith('<<')) {
		return readHereDocument(reader, Number(fd || 0), sign === '<<-');
	}
	const operator = sign === '<&' ? '>&' : sign === '>|' ? '>' : (sign as '<' | '>' | '>>' | '>&');
	return {fd: Number(fd || (sign.startsWith('<') ? 0 : 1)), operator, target: readWord(reader, readList)};
}

/** Its text is filled in when the lines are read that hold it. */
function readHereDocument(reader: ScriptReader, fd: number, strip: boolean): Redirect {
	const [end = ''] = reader.take(/[^\s;&|<>()]+/y) ?? [];
	const quoted = /['"\\]/.test(end);
	const redirect = {fd, operator: '<<' as const, target: [] as Word};
	reader.await({
		end: end.replace(/['"\\]/g, ''),
		strip,
		fill: text => {
			redirect.target = quoted ? [{kind: 'text', text, quoted: true}] : readText(text, readList);
		},
	});
	return redirect;
}
