/** A line of styled text: what view models are made of, and what the components draw. */
import {graphemes, textWidth} from './width.ts';

export type Color = 'green' | 'yellow' | 'red' | 'cyan' | 'blue' | 'magenta' | 'gray';

export interface Style {
	readonly color?: Color;
	readonly bold?: boolean;
	readonly dim?: boolean;
	readonly italic?: boolean;
	readonly underline?: boolean;
	readonly inverse?: boolean;
}

export interface Span {
	readonly text: string;
	readonly style?: Style;
}

/** Spans without line breaks or control characters. */
export type Line = readonly Span[];

/** A line of one style. */
export function line(text: string, style?: Style): Line {
	return text === '' ? [] : [style ? {text, style} : {text}];
}

export function span(text: string, style?: Style): Span {
	return style ? {text, style} : {text};
}

export function lineWidth(content: Line): number {
	return content.reduce((sum, part) => sum + textWidth(part.text), 0);
}

/** The text alone. */
export function plain(content: Line): string {
	return content.map(part => part.text).join('');
}

/** Puts a style over every span; what a span says itself wins. */
export function styled(content: Line, style: Style): Line {
	return content.map(part => ({text: part.text, style: {...style, ...part.style}}));
}

/** Exactly `width` columns: filled with spaces, or cut with a visible `…`. */
export function toWidth(content: Line, width: number): Line {
	const present = lineWidth(content);
	if (present === width) {
		return content;
	}
	if (present < width) {
		return [...content, {text: ' '.repeat(width - present)}];
	}
	const [kept, taken] = takeColumns(content, width - 1);
	return [...kept, {text: `${' '.repeat(width - 1 - taken)}…`, style: {dim: true}}];
}

/** Like `toWidth`, but not filled. */
export function clip(content: Line, width: number): Line {
	return lineWidth(content) <= width ? content : toWidth(content, width);
}

/** The first `width` columns, and how many they are (one less where a wide character does not fit). */
export function takeColumns(content: Line, width: number): readonly [Line, number] {
	const kept: Span[] = [];
	let taken = 0;
	for (const part of content) {
		const whole = textWidth(part.text);
		if (taken + whole <= width) {
			kept.push(part);
			taken += whole;
			continue;
		}
		let text = '';
		for (const grapheme of graphemes(part.text)) {
			const columns = textWidth(grapheme);
			if (taken + columns > width) {
				break;
			}
			text += grapheme;
			taken += columns;
		}
		if (text !== '') {
			kept.push({...part, text});
		}
		break;
	}
	return [kept, taken];
}

/** `left` and `right` at the two ends of `width` columns; `left` is cut, visibly, where both do not fit. */
export function ends(left: Line, right: Line, width: number): Line {
	const room = Math.max(0, width - lineWidth(right) - (right.length > 0 ? 1 : 0));
	if (right.length === 0 || room < 8) {
		return toWidth(left, width);
	}
	return [...toWidth(left, room), {text: ' '}, ...right];
}
