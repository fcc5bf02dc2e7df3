/** The small Markdown that lesson texts are written in, as wrapped lines. */
import {type Line, type Span, type Style, span} from './line.ts';
import {theme} from './theme.ts';
import {visible} from './width.ts';
import {wrapHard, wrapWords} from './wrap.ts';
import {highlightYaml} from './yaml.ts';

/**
 * Paragraphs (their lines are joined), `- ` and `1. ` lists, `# ` headings, fenced code (yaml is highlighted), and in
 * them `code`, **bold** and *emphasis*.
 */
export function markdown(text: string, width: number, style?: Style): Line[] {
	return blocks(text).flatMap((block, index, all) => {
		const rows = render(block, width, style);
		const tight = block.kind === 'item' && all[index - 1]?.kind === 'item';
		return index === 0 || tight ? rows : [[], ...rows];
	});
}

type Block =
	| {readonly kind: 'paragraph' | 'heading'; readonly text: string}
	| {readonly kind: 'item'; readonly mark: string; readonly text: string}
	| {readonly kind: 'code'; readonly language: string; readonly lines: readonly string[]};

function blocks(text: string): Block[] {
	const found: Block[] = [];
	const rows = text.replaceAll('\r', '').split('\n');
	/** Whether the next row goes on with the block before. */
	let open = false;
	for (let at = 0; at < rows.length; at++) {
		const row = rows[at]!;
		const fence = /^\s*```\s*(\S*)/.exec(row);
		const item = /^\s*(-|\*|\d+\.)\s+(.*)$/.exec(row);
		const heading = /^#+\s+(.*)$/.exec(row);
		const last = found.at(-1);
		if (fence) {
			const end = rows.findIndex((other, index) => index > at && /^\s*```\s*$/.test(other));
			const stop = end < 0 ? rows.length : end;
			found.push({kind: 'code', language: fence[1]!, lines: rows.slice(at + 1, stop)});
			at = stop;
			open = false;
		} else if (row.trim() === '') {
			open = false;
		} else if (heading) {
			found.push({kind: 'heading', text: heading[1]!});
			open = false;
		} else if (item) {
			found.push({kind: 'item', mark: item[1] === '*' || item[1] === '-' ? '•' : item[1]!, text: item[2]!});
			open = true;
		} else if (open && last && last.kind !== 'code') {
			found[found.length - 1] = {...last, text: `${last.text} ${row.trim()}`};
		} else {
			found.push({kind: 'paragraph', text: row.trim()});
			open = true;
		}
	}
	return found;
}

function render(block: Block, width: number, style?: Style): Line[] {
	switch (block.kind) {
		case 'paragraph':
			return wrapWords(inline(block.text, style), width);
		case 'heading':
			return wrapWords(inline(block.text, theme.strong), width);
		case 'item': {
			const indent = `${block.mark} `;
			const content = [span(indent, theme.quiet), ...inline(block.text, style)];
			return wrapWords(content, width, {hang: [span(' '.repeat(indent.length))]});
		}
		case 'code': {
			const lines =
				block.language === 'yaml'
					? highlightYaml(block.lines.map(visible))
					: block.lines.map(text => [span(visible(text), theme.code)]);
			return lines.flatMap(content => wrapHard([span('  '), ...content], width, {hang: [span('  ↳ ', theme.quiet)]}));
		}
	}
}

const tokens = /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g;

/** The spans of one paragraph. */
export function inline(text: string, style?: Style): Line {
	const spans: Span[] = [];
	let from = 0;
	for (const match of text.matchAll(tokens)) {
		if (match.index > from) {
			spans.push(span(visible(text.slice(from, match.index)), style));
		}
		const [whole, code, bold, emphasis] = match;
		if (code !== undefined) {
			spans.push(span(visible(code), theme.code));
		} else {
			spans.push(span(visible(bold ?? emphasis ?? ''), {...style, ...(bold ? theme.strong : {italic: true})}));
		}
		from = match.index + whole.length;
	}
	if (from < text.length) {
		spans.push(span(visible(text.slice(from)), style));
	}
	return spans;
}
