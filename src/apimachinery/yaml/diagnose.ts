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

/** How many blanks a line begins with. */
function blanks(line: string): number {
	return line.length - line.trimStart().length;
}

/** Where a line's key stands: dashes of lists before it count as blanks. */
function indentation(line: string): number {
	return /^\s*(- +)*/.exec(line)![0].length;
}

/** The nearest line above with something on it; -1 where there is none. */
function lineAbove(lines: readonly string[], line: number): number {
	let above = line - 1;
	while (above >= 0 && /^\s*(#.*)?$/.test(lines[above]!)) above--;
	return above;
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
	if (message.startsWith('mapping values')) {
		const bare = keyWithoutColon(lines, mark.line);
		if (bare !== undefined) return at('missing-colon', {line: bare, column: indentation(lines[bare]!)});
		return at(extraColon(lines, mark.line) ? 'extra-colon' : 'indentation');
	}
	if (message.startsWith('block sequence entries')) return at('indentation');
	if (message.includes("',' or")) return at('bracket', mark.line > context.line ? context : mark);
	if (message.includes('expected node content')) return at('bracket');
	if (message.includes('anchor') || message.includes('alphabetic')) return at('alias', failure.previous?.start ?? mark);
	if (message.includes('expected key') || message.includes("'-' indicator")) {
		if (tabBefore(lines, mark.line)) return at('tab');
		const misfit = blockOutOfStep(lines, mark.line);
		return at('indentation', misfit === undefined ? mark : {line: misfit, column: blanks(lines[misfit]!)});
	}
	return at('other');
}

function tabBefore(lines: readonly string[], line: number): boolean {
	return /^ *\t/.test(lines[line] ?? '');
}

/** Whether a line has a second `: ` of its own, rather than standing too far in under a line that has a value. */
function extraColon(lines: readonly string[], line: number): boolean {
	const text = lines[line] ?? '';
	const above = lines[lineAbove(lines, line)];
	const tooDeep = above !== undefined && indentation(text) > indentation(above) && keyWithValue.test(above);
	return !tooDeep && /:\s.*:(\s|$)/.test(text);
}

/**
 * The line just above, if it stands as far in but has no colon with a blank after it: it was taken for a text that goes
 * on in the line with the mistake.
 */
function keyWithoutColon(lines: readonly string[], line: number): number | undefined {
	const above = lineAbove(lines, line);
	const text = lines[above];
	if (text === undefined || indentation(text) !== indentation(lines[line] ?? '')) return undefined;
	return /:(\s|$)|^\s*-\s/.test(text) ? undefined : above;
}

/** Most manifests go in by two blanks. */
const step = 2;

/**
 * A line fits no block around it: either it is out of step itself, or the block above it is, and then that block's first
 * line is the one to look at.
 * @returns the first line of such a block
 */
function blockOutOfStep(lines: readonly string[], line: number): number | undefined {
	const column = blanks(lines[line] ?? '');
	if (column % step !== 0) return undefined;
	let first: number | undefined;
	for (let above = lineAbove(lines, line); above >= 0; above = lineAbove(lines, above)) {
		const deeper = blanks(lines[above]!);
		if (deeper <= column) break;
		if (first === undefined || deeper <= blanks(lines[first]!)) first = above;
	}
	return first !== undefined && blanks(lines[first]!) % step !== 0 ? first : undefined;
}
