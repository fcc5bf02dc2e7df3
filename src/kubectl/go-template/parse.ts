/**
 * Text → Go template (text/template/parse): text, pipelines, if, range, with, variables, and templates with names of
 * their own.
 */
import {ActionParser, fail, pipelineText, unquote} from './action-parser.ts';
import type {GoTemplate, TemplateNode} from './nodes.ts';

interface Action {
	readonly text: string;
	readonly source: string;
	readonly line: number;
	/** How many characters of the template stand before the braces, and before the source. */
	readonly open: number;
	readonly start: number;
}

/** Text and braces in turn; `{{-` and `-}}` take the blanks beside them away. */
function actions(template: string): {actions: Action[]; tail: string} {
	const found: Action[] = [];
	let rest = template;
	let line = 1;
	for (let open = rest.indexOf('{{'); open !== -1; open = rest.indexOf('{{')) {
		const before = rest.slice(0, open);
		line += before.split('\n').length - 1;
		const match = /^\{\{(- )?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|[^"`])*?)( -)?\}\}/.exec(rest.slice(open));
		if (!match) fail(line, 'unclosed action');
		const raw = match[2] ?? '';
		const source = raw.trim();
		const opened = template.length - rest.length + open;
		const start = opened + 2 + (match[1]?.length ?? 0) + raw.length - raw.trimStart().length;
		found.push({text: match[1] ? before.trimEnd() : before, source, line, open: opened, start});
		line += match[0].split('\n').length - 1;
		rest = rest.slice(open + match[0].length);
		if (match[3]) rest = rest.trimStart();
	}
	return {actions: found, tail: rest};
}

/** @throws TemplateError */
export function parseGoTemplate(template: string): GoTemplate {
	const {actions: all, tail} = actions(template);
	const defined = new Map<string, readonly TemplateNode[]>();
	let variables = ['$'];
	let ranges = 0;
	let at = 0;

	function list(inside: boolean): {nodes: TemplateNode[]; ended: string; place: number} {
		const nodes: TemplateNode[] = [];
		while (at < all.length) {
			const action = all[at++]!;
			const {text, source, line, start} = action;
			if (text !== '') nodes.push({kind: 'text', text});
			if (source.startsWith('/*')) continue;
			const [, keyword = '', rest = ''] = /^([a-z]+)\b([\s\S]*)$/.exec(source) ?? [];
			const after = start + keyword.length;
			if (keyword === 'end' || keyword === 'else') {
				if (!inside) fail(line, `unexpected {{${keyword}}}`);
				return {nodes, ended: keyword === 'end' ? 'end' : `else${rest}`, place: start};
			}
			if (keyword === 'if' || keyword === 'range' || keyword === 'with') nodes.push(block(keyword, rest, line, after));
			else if (keyword === 'break' || keyword === 'continue') {
				if (ranges === 0) fail(line, `{{${keyword}}} outside {{range}}`);
				nodes.push({kind: keyword});
			} else if (keyword === 'define') define(rest, line);
			else if (keyword === 'template' || keyword === 'block') {
				nodes.push(call(keyword, rest, action));
				if (keyword === 'block') define(/^\s*(?:"(?:[^"\\]|\\.)*"|`[^`]*`)/.exec(rest)?.[0] ?? rest, line);
			} else if (source === '') fail(line, 'missing value for command');
			else nodes.push({kind: 'print', pipeline: new ActionParser(source, line, start, variables).pipeline(), source});
		}
		if (inside) fail(template.split('\n').length, 'unexpected EOF');
		return {nodes, ended: '', place: 0};
	}

	function nameIn(source: string, keyword: string, line: number): {name: string; rest: string} {
		const match = /^\s*("(?:[^"\\]|\\.)*"|`[^`]*`)([\s\S]*)$/.exec(source);
		if (!match) fail(line, `unexpected ${JSON.stringify(source.trim())} in ${keyword} clause`);
		return {name: unquote(match[1]!), rest: match[2]!};
	}

	/** A template of its own, which knows none of the variables outside. */
	function define(source: string, line: number): void {
		const {name} = nameIn(source, 'define', line);
		const [outside, outsideRanges] = [variables, ranges];
		[variables, ranges] = [['$'], 0];
		defined.set(name, list(true).nodes);
		[variables, ranges] = [outside, outsideRanges];
	}

	function call(keyword: string, source: string, {line, open, start}: Action): TemplateNode {
		const {name, rest} = nameIn(source, keyword, line);
		const before = start + keyword.length + source.length - rest.length;
		const pipeline = rest.trim() === '' ? undefined : new ActionParser(rest, line, before, variables).pipeline();
		const given = pipeline ? ` ${pipelineText(pipeline)}` : '';
		const text = `{{template ${JSON.stringify(name)}${given}}}`;
		return {kind: 'template', name, pipeline, place: {at: open + 2 + keyword.length + 1, text}};
	}

	function block(keyword: 'if' | 'range' | 'with', source: string, line: number, start: number): TemplateNode {
		if (source.trim() === '') fail(line, `missing value for ${keyword}`);
		const outside = variables.length;
		const pipeline = new ActionParser(source, line, start, variables).pipeline();
		const inside = variables.length;
		if (keyword === 'range') ranges++;
		const body = list(true);
		if (keyword === 'range') ranges--;
		variables.length = inside;
		let otherwise: TemplateNode[] = [];
		if (body.ended !== 'end') {
			const chained = /^else\s+(if|with)\b([\s\S]*)$/.exec(body.ended);
			if (chained) {
				const before = body.place + body.ended.length - chained[2]!.length;
				otherwise = [block(chained[1] as 'if' | 'with', chained[2]!, line, before)];
			} else otherwise = list(true).nodes;
		}
		variables.length = outside;
		return {kind: keyword, pipeline, body: body.nodes, otherwise};
	}

	const {nodes} = list(false);
	if (tail !== '') nodes.push({kind: 'text', text: tail});
	return {source: template, nodes, defined};
}
