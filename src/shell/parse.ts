/** Reads what was typed at the prompt. */
import {redirections, type Token, tokensOf} from './lexer.ts';
import {type Line, type Pipeline, type Redirect, ShellSyntaxError, type SimpleCommand, type Word} from './syntax.ts';

const compound = new Set(['for', 'while', 'until', 'if', 'case', 'function', '{', '(']);

/**
 * Reads what was typed, here-documents included.
 * @throws ShellSyntaxError
 */
export function parseShell(source: string): Line {
	return parseTokens(tokensOf(source));
}

function parseTokens(tokens: readonly Token[]): Line {
	const steps: {pipeline: Pipeline; when: 'always' | 'success' | 'failure'}[] = [];
	let when: 'always' | 'success' | 'failure' = 'always';
	let at = 0;
	const operatorAt = (index: number) => {
		const token = tokens[index];
		return token?.kind === 'operator' ? token.text : undefined;
	};
	const isEnd = (text: string | undefined) => text === ';' || text === '\n';
	while (at < tokens.length) {
		if (
			operatorAt(at) === '\n' ||
			(operatorAt(at) === ';' && when === 'always' && steps.length > 0 && operatorAt(at - 1) === '\n')
		) {
			at++;
			continue;
		}
		const commands: SimpleCommand[] = [];
		let negated = false;
		const first = tokens[at];
		if (first?.kind === 'word' && first.raw === '!') {
			negated = true;
			at++;
		}
		for (;;) {
			const [command, end] = parseSimple(tokens, at);
			commands.push(command);
			at = end;
			if (operatorAt(at) !== '|') {
				break;
			}
			at++;
			while (operatorAt(at) === '\n') {
				at++;
			}
			if (at >= tokens.length) {
				throw new ShellSyntaxError('a | wants a command after it', true);
			}
		}
		steps.push({pipeline: {negated, commands}, when});
		const operator = operatorAt(at);
		if (operator === '&&' || operator === '||') {
			when = operator === '&&' ? 'success' : 'failure';
			at++;
			while (operatorAt(at) === '\n') {
				at++;
			}
			if (at >= tokens.length) {
				throw new ShellSyntaxError(`a ${operator} wants a command after it`, true);
			}
		} else {
			when = 'always';
			if (isEnd(operator)) {
				at++;
			}
		}
	}
	return {steps};
}

function parseSimple(tokens: readonly Token[], start: number): [SimpleCommand, number] {
	const assignments: {name: string; value: Word}[] = [];
	const words: Word[] = [];
	const redirects: Redirect[] = [];
	let at = start;
	for (; at < tokens.length; at++) {
		const token = tokens[at]!;
		if (token.kind === 'heredoc') {
			redirects.push({kind: 'text', body: token.body});
		} else if (token.kind === 'word') {
			const assignment = words.length === 0 ? assignmentIn(token.word) : undefined;
			if (assignment) {
				assignments.push(assignment);
				continue;
			}
			if (words.length === 0 && compound.has(token.raw)) {
				throw new ShellSyntaxError(`\`${token.raw}\` is more than this small shell does; type the commands one by one`);
			}
			words.push(token.word);
		} else if (token.text === '2>&1' || token.text === '>&2' || token.text === '1>&2') {
			redirects.push({kind: 'merge', from: token.text === '2>&1' ? 'err' : 'out'});
		} else if (redirections.includes(token.text)) {
			const target = tokens[++at];
			if (target?.kind !== 'word') {
				throw new ShellSyntaxError("syntax error near unexpected token `newline'");
			}
			redirects.push(redirectTo(token.text, target.word));
		} else {
			break;
		}
	}
	if (at === start) {
		const token = tokens[at];
		throw new ShellSyntaxError(
			`syntax error near unexpected token \`${token?.kind === 'operator' ? token.text : 'newline'}'`,
		);
	}
	return [{assignments, words, redirects}, at];
}

function redirectTo(operator: string, target: Word): Redirect {
	if (operator === '<') {
		return {kind: 'input', target};
	}
	const stream = operator.startsWith('&') ? 'both' : operator.startsWith('2') ? 'err' : 'out';
	return {kind: 'output', stream, append: operator.endsWith('>>'), target};
}

function assignmentIn(word: Word): {name: string; value: Word} | undefined {
	const [first, ...rest] = word;
	if (first?.kind !== 'text' || first.quoted) {
		return undefined;
	}
	const match = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(first.text);
	return match ? {name: match[1]!, value: [{...first, text: match[2]!}, ...rest]} : undefined;
}
