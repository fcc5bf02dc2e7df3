/** Words → the arguments of a command: variables, substitutions, `~`, file patterns, splitting at blanks. */
import type {WorkspaceFiles} from '../kubectl/io.ts';
import type {Word} from './syntax.ts';

export interface Expansion {
	variable(name: string): string;
	/** Runs a line and gives what it printed. */
	substitute(line: string): Promise<string>;
	readonly files: WorkspaceFiles;
}

/** A piece of a field: quoted text is taken as it is, other text may hold patterns. */
interface Piece {
	readonly text: string;
	readonly quoted: boolean;
}

/** The arguments that a word becomes: none, one or several. */
export async function expandWord(word: Word, expansion: Expansion): Promise<string[]> {
	const fields: Piece[][] = [[]];
	for (const [index, part] of word.entries()) {
		if (part.kind === 'text') {
			const home = index === 0 && !part.quoted && /^~(?=\/|$)/.test(part.text);
			fields.at(-1)!.push({text: home ? part.text.replace(/^~\/?/, './') : part.text, quoted: part.quoted});
			continue;
		}
		const value = await partValue(part, expansion);
		if (part.quoted) {
			fields.at(-1)!.push({text: value, quoted: true});
			continue;
		}
		const [head = '', ...more] = value.split(/[ \t\n]+/);
		if (head !== '') {
			fields.at(-1)!.push({text: head, quoted: true});
		}
		for (const text of more) {
			fields.push(text === '' ? [] : [{text, quoted: true}]);
		}
	}
	return fields.filter(pieces => pieces.length > 0).flatMap(pieces => matchFiles(pieces, expansion.files));
}

/** A word that stays one text whatever is in it: an assignment, a redirection's target, a here-document. */
export async function expandText(word: Word, expansion: Expansion): Promise<string> {
	let text = '';
	for (const part of word) {
		text += part.kind === 'text' ? part.text : await partValue(part, expansion);
	}
	return text;
}

async function partValue(part: Exclude<Word[number], {kind: 'text'}>, expansion: Expansion): Promise<string> {
	if (part.kind === 'variable') {
		return expansion.variable(part.name);
	}
	return (await expansion.substitute(part.line)).replace(/\n+$/, '');
}

/** `*.yaml` becomes the files that match; a pattern that nothing matches stays as it is, as in a POSIX shell. */
function matchFiles(pieces: readonly Piece[], files: WorkspaceFiles): string[] {
	const text = pieces.map(piece => piece.text).join('');
	if (!pieces.some(piece => !piece.quoted && /[*?]|\[.+\]/.test(piece.text))) {
		return [text];
	}
	const slash = text.lastIndexOf('/');
	const folder = slash < 0 ? '.' : text.slice(0, slash);
	const escaped = pieces.map(piece => (piece.quoted ? escapePattern(piece.text) : patternOf(piece.text))).join('');
	const pattern = new RegExp(`^${escaped}$`);
	if (files.kind(folder) !== 'folder') {
		return [text];
	}
	const found = files
		.list(folder)
		.map(({name}) => (slash < 0 ? name : `${folder}/${name}`))
		.filter(
			path => pattern.test(path) && (!path.split('/').at(-1)!.startsWith('.') || text.slice(slash + 1).startsWith('.')),
		);
	return found.length > 0 ? found : [text];
}

function escapePattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function patternOf(text: string): string {
	return text.replace(
		/\[(!?)([^\]]+)\]|[\\^$.+(){}|[\]]|\*|\?/g,
		(all, not: string | undefined, set: string | undefined) => {
			if (set !== undefined) {
				return `[${not === '!' ? '^' : ''}${set.replaceAll('\\', '\\\\')}]`;
			}
			return all === '*' ? '[^/]*' : all === '?' ? '[^/]' : `\\${all}`;
		},
	);
}
