/** Graphemes and the columns they take, as the terminal and Ink count them. */
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const plainText = /^[\x20-\x7e]*$/;

/** What a person calls characters: `é`, `👩‍🚀` and `が` are one each. */
export function graphemes(text: string): string[] {
	return plainText.test(text) ? [...text] : Array.from(segmenter.segment(text), part => part.segment);
}

/** Columns. The text must hold no line breaks; use `visible` first where it may hold control characters. */
export function textWidth(text: string): number {
	return plainText.test(text) ? text.length : stringWidth(text);
}

/** The index where the grapheme before `index` begins; 0 at the beginning. */
export function previousGrapheme(text: string, index: number): number {
	// A grapheme hardly ever spans a line break, and lines are short: segmenting the line is enough.
	const lineStart = text.lastIndexOf('\n', index - 1) + 1;
	if (lineStart === index) {
		return Math.max(0, index - 1);
	}
	const last = graphemes(text.slice(lineStart, index)).at(-1) ?? '';
	return index - last.length;
}

/** The index after the grapheme at `index`; the length at the end. */
export function nextGrapheme(text: string, index: number): number {
	if (text[index] === '\n') {
		return index + 1;
	}
	const lineEnd = text.indexOf('\n', index);
	const first = graphemes(text.slice(index, lineEnd < 0 ? undefined : lineEnd))[0] ?? '';
	return index + first.length;
}

const controls = /[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * The text with control characters as pictures (`␛` for Escape), one column each, so that nothing in it reaches the
 * terminal as a command or reorders the line. Line breaks count as control characters too.
 */
export function visible(text: string): string {
	return plainText.test(text) ? text : text.replace(controls, picture);
}

function picture(character: string): string {
	const code = character.charCodeAt(0);
	return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '�';
}

/** Tabs as spaces, to the next multiple of `size` columns. For one line. */
export function expandTabs(text: string, size = 8): string {
	if (!text.includes('\t')) {
		return text;
	}
	let result = '';
	for (const [index, part] of text.split('\t').entries()) {
		if (index > 0) {
			result += ' '.repeat(size - (textWidth(visible(result)) % size));
		}
		result += part;
	}
	return result;
}
