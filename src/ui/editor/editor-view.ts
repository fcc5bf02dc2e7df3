/** The editor's screen: line numbers, text, one problem, and what the keys do. Long lines scroll sideways, with a mark. */
import type {EditorProblem} from '../../tutor/host.ts';
import {clamp} from '../layout.ts';
import {type Line, line, type Span, span, takeColumns, toWidth} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {graphemes, textWidth, visible} from '../text/width.ts';
import {wrapWords} from '../text/wrap.ts';
import {highlightYaml} from '../text/yaml.ts';
import {type Editor, isUnsaved} from './editor.ts';

export interface EditorView {
	readonly title: Line;
	readonly rows: readonly Line[];
	/** The problem, or the question whether to leave; as many rows as it takes. */
	readonly message: readonly Line[];
	readonly cursor: {readonly x: number; readonly y: number};
	/** How many lines PageUp and PageDown move. */
	readonly page: number;
}

const leaveQuestion = 'Not saved yet. s: save and leave, d: discard the changes, any other key: go on editing';

/** @param height the rows for title, text and message together */
export function editorView(editor: Editor, width: number, height: number, problem?: EditorProblem): EditorView {
	const message = shorten(messageRows(editor, width, problem), clamp(height - 3, 1, 4), width);
	const textRows = Math.max(1, height - 1 - message.length);
	const gutter = String(editor.lines.length).length + 2;
	const room = Math.max(1, width - gutter - 1);
	const cursorColumn = textWidth(shown(editor.lines[editor.cursor.row]!.slice(0, editor.cursor.column)));
	// The view is where the cursor is, a few lines before the edge, so that it needs no memory of its own.
	const top = clamp(editor.cursor.row - Math.floor(textRows / 2), 0, Math.max(0, editor.lines.length - textRows));
	const left = cursorColumn < room ? 0 : cursorColumn - Math.floor(room * 0.6);
	const lines = editor.lines.slice(top, top + textRows);
	// Highlighting starts far enough above to know of a block that began there.
	const from = Math.max(0, top - 200);
	const styled = isYaml(editor.name)
		? highlightYaml(editor.lines.slice(from, top + textRows).map(shown)).slice(top - from)
		: lines.map(text => line(shown(text)));
	const rows = styled.map((content, index) => {
		const number = top + index + 1;
		const wrong = problem?.line === number;
		const here = top + index === editor.cursor.row;
		const label = span(
			`${String(number).padStart(gutter - 2)}${wrong ? '!' : ' '} `,
			wrong ? theme.bad : here ? theme.strong : theme.quiet,
		);
		return [label, ...sideways(content, left, room)];
	});
	while (rows.length < textRows) {
		rows.push([span('~'.padStart(gutter - 2), theme.quiet)]);
	}
	return {
		title: titleLine(editor, width),
		rows,
		message,
		cursor: {x: gutter + cursorColumn - left, y: 1 + editor.cursor.row - top},
		page: Math.max(1, textRows - 2),
	};
}

function titleLine(editor: Editor, width: number): Line {
	const state = isUnsaved(editor) ? span('not saved', theme.busy) : span('saved', theme.quiet);
	const place = `line ${editor.cursor.row + 1} of ${editor.lines.length}`;
	return toWidth(
		[span(' '), span(visible(editor.name), theme.title), span('  '), state, span(`  ${place}`, theme.quiet)],
		width,
	);
}

function messageRows(editor: Editor, width: number, problem: EditorProblem | undefined): Line[] {
	if (editor.asking) {
		return wrapWords([span('? ', theme.busy), span(leaveQuestion, theme.strong)], width);
	}
	if (!problem) {
		return [[]];
	}
	const where = problem.line === undefined ? '' : `Line ${problem.line}: `;
	return wrapWords(
		[span('! ', theme.bad), span(where, theme.strong), span(visible(problem.text.replace(/\s*\n\s*/g, ' ')))],
		width,
		{
			hang: [span('  ')],
		},
	);
}

/** The first rows, with a mark where there are more. */
function shorten(rows: readonly Line[], most: number, width: number): readonly Line[] {
	return rows.length <= most
		? rows
		: [...rows.slice(0, most - 1), [...takeColumns(rows[most - 1]!, width - 1)[0], span('…', theme.quiet)]];
}

function isYaml(name: string): boolean {
	return !/\.(txt|md|json|sh)$/.test(name);
}

/** A tab is one column, as every control character is: where it stands in YAML it is a mistake, and is to be seen. */
function shown(text: string): string {
	return visible(text.replaceAll('\t', '⇥'));
}

/** The columns from `left` on, with `‹` and `›` where there is more. */
function sideways(content: Line, left: number, room: number): Line {
	const kept: Span[] = [];
	let column = 0;
	let cut = false;
	for (const part of content) {
		let text = '';
		for (const grapheme of graphemes(part.text)) {
			const width = textWidth(grapheme);
			if (column >= left && column + width <= left + room) {
				text += grapheme;
			} else if (column < left && column + width > left) {
				text += ' '.repeat(column + width - left);
			} else if (column >= left + room) {
				cut = true;
			}
			column += width;
		}
		if (text !== '') {
			kept.push({...part, text});
		}
	}
	const more = cut || column > left + room;
	const body = more ? [...toWidth(kept, room), span('›', theme.busy)] : kept;
	return left > 0 ? markLeft(body) : body;
}

/** Puts the mark over the first column. */
function markLeft(content: Line): Line {
	const [first, ...rest] = content;
	if (!first) {
		return [span('‹', theme.busy)];
	}
	const [head, ...tail] = graphemes(first.text);
	const pad = ' '.repeat(Math.max(0, textWidth(head!) - 1));
	return [span(`‹${pad}`, theme.busy), ...(tail.length > 0 ? [{...first, text: tail.join('')}] : []), ...rest];
}
