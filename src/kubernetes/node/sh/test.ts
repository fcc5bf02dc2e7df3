/** `test` and `[`. */
import type {ContainerFiles} from '../process/files.ts';
import {resolvePath} from '../process/paths.ts';
import {matchesPattern} from './pattern.ts';

/** Whether the words hold; a text where they make no sense. */
export function evaluateTest(words: readonly string[], files: ContainerFiles, cwd: string): boolean | string {
	const or = splitAt(words, '-o', '||');
	if (or) {
		const left = evaluateTest(or[0], files, cwd);
		return left === false ? evaluateTest(or[1], files, cwd) : left;
	}
	const and = splitAt(words, '-a', '&&');
	if (and) {
		const left = evaluateTest(and[0], files, cwd);
		return left === true ? evaluateTest(and[1], files, cwd) : left;
	}
	if (words[0] === '!' && words.length > 1) {
		const rest = evaluateTest(words.slice(1), files, cwd);
		return typeof rest === 'string' ? rest : !rest;
	}
	if (words.length === 0) {
		return false;
	}
	if (words.length === 1) {
		return words[0] !== '';
	}
	if (words.length === 2) {
		return unary(words[0]!, words[1]!, files, cwd);
	}
	return words.length === 3 ? binary(words[0]!, words[1]!, words[2]!) : `${words[3]}: unexpected operator`;
}

/** Splits at an operator that stands between two conditions. */
function splitAt(words: readonly string[], ...operators: string[]): [string[], string[]] | undefined {
	const at = words.findIndex((word, index) => index > 0 && index < words.length - 1 && operators.includes(word));
	const compared = at === 1 && words.length === 3 && !operators.includes(words[1] ?? '');
	return at < 0 || compared ? undefined : [words.slice(0, at), words.slice(at + 1)];
}

function unary(operator: string, value: string, files: ContainerFiles, cwd: string): boolean | string {
	const path = resolvePath(cwd, value);
	switch (operator) {
		case '-n':
			return value !== '';
		case '-z':
			return value === '';
		case '-e':
		case '-r':
		case '-w':
			return files.exists(path);
		case '-f':
			return files.entry(path) !== undefined;
		case '-d':
			return files.isFolder(path);
		case '-s':
			return (files.entry(path)?.data ?? '') !== '';
		case '-x':
			return files.isFolder(path) || ((files.entry(path)?.mode ?? 0) & 0o111) !== 0;
		case '-L':
		case '-h':
			return files.linkTarget(path) !== undefined;
		case '-S':
		case '-p':
			return false;
		case '-t':
			return false;
		default:
			return `${operator}: unexpected operator`;
	}
}

function binary(left: string, operator: string, right: string): boolean | string {
	switch (operator) {
		case '=':
			return left === right;
		case '==':
			return matchesPattern(right, left);
		case '!=':
			return left !== right;
		case '<':
			return left < right;
		case '>':
			return left > right;
	}
	const compare = {
		'-eq': (a: number, b: number) => a === b,
		'-ne': (a: number, b: number) => a !== b,
		'-lt': (a: number, b: number) => a < b,
		'-le': (a: number, b: number) => a <= b,
		'-gt': (a: number, b: number) => a > b,
		'-ge': (a: number, b: number) => a >= b,
	}[operator];
	if (!compare) {
		return `${operator}: unknown operand`;
	}
	for (const side of [left, right]) {
		if (!/^\s*-?\d+\s*$/.test(side)) {
			return `${side}: bad number`;
		}
	}
	return compare(Number(left), Number(right));
}
