/**
 * Where a mistake in YAML really is, and what kind it is. Go's reader names the place at which it gave up; the mistake
 * often stands before that: a quotation mark that was never closed, a key that lacks its colon.
 */
import type {YamlProblem} from './error.ts';
import type {SyntaxFailure} from './tokens.ts';

export interface Diagnosis {
	readonly problem: YamlProblem;
	/** From 1, within the document. */
	readonly line: number;
	/** From 1. */
	readonly column: number;
}

/** How far a line is indented. */
function indentation(line: string): number {
	return line.length - line.trimStart().length;
}

/** The nearest line above with something on it. */
function lineAbove(lines: readonly string[], line: number): string | undefined {
	for (let above = line - 1; above >= 0; above--) {
		const text = lines[above]!;
		if (text.trim() !== '' && !text.trimStart().startsWith('#')) return text;
	}
	return undefined;
}

const keyWithValue = /^\s*(- +)*[^\s#'"[{][^:]*:\s+[^\s#|>&]/;

export function diagnose(text: string, failure: SyntaxFailure): Diagnosis {
	const {mark, context, previous, message} = failure;
	const lines = text.split('\n');
	const at = (problem: YamlProblem, place: {readonly line: number; readonly column: number} = mark): Diagnosis => ({
		problem,
		line: place.line + 1,
		column: place.column + 1,
	});
	// A text in quotes that runs over lines was closed by the next quotation mark, which should have opened another.
	if (previous?.quoted && previous.end.line > previous.start.line) return at('quote', previous.start);
	if (/end of stream|document indicator/.test(message)) return at('quote', context);
	if (/escape|hexdecimal/.test(message)) return at('quote');
	if (message.includes('tab character')) return at('tab');
	if (message.includes('cannot start any token')) {
		return at(/^\s*\t/.test(lines[mark.line]?.slice(0, mark.column + 1) ?? '') ? 'tab' : 'character');
	}
	if (message.includes("could not find expected ':'")) return at('missing-colon', context);
	if (message.startsWith('mapping values')) return at(extraColon(lines, mark.line) ? 'extra-colon' : 'indentation');
	if (message.startsWith('block sequence entries')) return at('indentation');
	if (message.includes("',' or")) return at('bracket', mark.line > context.line ? context : mark);
	if (message.includes('expected node content')) return at('bracket');
	if (message.includes('anchor') || message.includes('alphabetic')) return at('alias', failure.previous?.start ?? mark);
	if (message.includes('expected key') || message.includes("'-' indicator")) {
		return at(tabBefore(lines, mark.line) ? 'tab' : 'indentation');
	}
	return at('other');
}

function tabBefore(lines: readonly string[], line: number): boolean {
	return /^ *\t/.test(lines[line] ?? '');
}

/** Whether a line has a second `: ` of its own, rather than standing too far in under a line that has a value. */
function extraColon(lines: readonly string[], line: number): boolean {
	const text = lines[line] ?? '';
	const above = lineAbove(lines, line);
	const tooDeep = above !== undefined && indentation(text) > indentation(above) && keyWithValue.test(above);
	return !tooDeep && /:\s.*:(\s|$)/.test(text);
}
