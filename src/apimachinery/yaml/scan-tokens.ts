/** The longer tokens: texts, anchors, tags, directives (go.yaml.in/yaml/v2, scannerc.go). */
import type {Scanner} from './scanner.ts';
import {isBlank, isBlankOrEnd, isBreak, isBreakOrEnd} from './source.ts';
import type {Mark, TokenType} from './tokens.ts';

type Scanned = [start: Mark, rest: {readonly value: string}];

const alphanumeric = /^[0-9A-Za-z_-]$/;
const inTagUri = /^[0-9A-Za-z_\-;/?:@&=+$,.!~*'()[\]%]$/;
const afterAnchor = new Set([...'?:,]}%@`']);

function word({source}: Scanner, allowed: RegExp): string {
	let text = '';
	while (allowed.test(source.peek())) {
		text += source.peek();
		source.skip();
	}
	return text;
}

function skipBlanks({source}: Scanner): void {
	while (isBlank(source.peek())) source.skip();
}

/** Blanks and a comment may end a line, and nothing else. */
function endOfLine(scanner: Scanner, start: Mark): void {
	const {source} = scanner;
	skipBlanks(scanner);
	if (source.peek() === '#') while (!isBreakOrEnd(source.peek())) source.skip();
	if (!isBreakOrEnd(source.peek())) scanner.fail('did not find expected comment or line break', start);
	if (isBreak(source.peek())) source.skipLine();
}

export function scanAnchor(scanner: Scanner, _what: string): Scanned {
	const {source} = scanner;
	const start = source.mark;
	source.skip();
	const value = word(scanner, alphanumeric);
	const next = source.peek();
	if (value === '' || !(isBlankOrEnd(next) || afterAnchor.has(next))) {
		scanner.fail('did not find expected alphabetic or numeric character', start);
	}
	return [start, {value}];
}

export function scanTag(scanner: Scanner): Scanned {
	const {source} = scanner;
	const start = source.mark;
	let handle = '';
	if (source.peek(1) === '<') {
		source.skip(2);
		if (word(scanner, inTagUri) === '') scanner.fail('did not find expected tag URI', start);
		if (source.peek() !== '>') scanner.fail("did not find the expected '>'", start);
		source.skip();
	} else {
		source.skip();
		const name = word(scanner, alphanumeric);
		if (source.peek() === '!') {
			source.skip();
			handle = `!${name}!`;
			if (word(scanner, inTagUri) === '') scanner.fail('did not find expected tag URI', start);
		} else {
			handle = '!';
			word(scanner, inTagUri);
		}
	}
	if (!isBlankOrEnd(source.peek())) scanner.fail('did not find expected whitespace or line break', start);
	return [start, {value: handle}];
}

export function scanDirective(scanner: Scanner): {type: TokenType; start: Mark; value: string} {
	const {source} = scanner;
	const start = source.mark;
	source.skip();
	const name = word(scanner, alphanumeric);
	if (name === '') scanner.fail('could not find expected directive name', start);
	if (!isBlankOrEnd(source.peek())) scanner.fail('found unexpected non-alphabetical character', start);
	if (name !== 'YAML' && name !== 'TAG') scanner.fail('found unknown directive name', start);
	skipBlanks(scanner);
	let value = '';
	if (name === 'YAML') {
		const number = () => {
			const digits = word(scanner, /^\d$/);
			if (digits === '') scanner.fail('did not find expected version number', start);
			if (digits.length > 2) scanner.fail('found extremely long version number', start);
			return Number(digits);
		};
		const major = number();
		if (source.peek() !== '.') scanner.fail("did not find expected digit or '.' character", start);
		source.skip();
		value = `${major}.${number()}`;
	} else {
		value = word(scanner, /^[0-9A-Za-z_\-!]$/);
		if (!value.startsWith('!') || !(value === '!' || value.endsWith('!'))) {
			scanner.fail("did not find expected '!'", start);
		}
		if (!isBlank(source.peek())) scanner.fail('did not find expected whitespace', start);
		skipBlanks(scanner);
		if (word(scanner, inTagUri) === '') scanner.fail('did not find expected tag URI', start);
	}
	endOfLine(scanner, start);
	return {type: name === 'YAML' ? 'version-directive' : 'tag-directive', start, value};
}

/** A `|` or `>` block. */
export function scanBlockScalar(scanner: Scanner): Mark {
	const {source} = scanner;
	const start = source.mark;
	source.skip();
	let increment = 0;
	for (let indicator = 0; indicator < 2; indicator++) {
		const character = source.peek();
		if (/^\d$/.test(character) && increment === 0) {
			if (character === '0') scanner.fail('found an indentation indicator equal to 0', start);
			increment = Number(character);
			source.skip();
		} else if ((character === '+' || character === '-') && (indicator === 0 || increment > 0)) source.skip();
		else break;
	}
	endOfLine(scanner, start);
	let indent = increment === 0 ? 0 : Math.max(scanner.indent, 0) + increment;
	indent = blankLines(scanner, indent, start);
	while (source.column === indent && source.peek() !== '') {
		while (!isBreakOrEnd(source.peek())) source.skip();
		if (isBreak(source.peek())) source.skipLine();
		blankLines(scanner, indent, start);
	}
	return start;
}

/** Passes the empty lines of a block, and finds its indentation where that is not known yet (0). */
function blankLines(scanner: Scanner, indent: number, start: Mark): number {
	const {source} = scanner;
	let deepest = 0;
	for (;;) {
		while ((indent === 0 || source.column < indent) && source.peek() === ' ') source.skip();
		deepest = Math.max(deepest, source.column);
		if ((indent === 0 || source.column < indent) && source.peek() === '\t') {
			scanner.fail('found a tab character where an indentation space is expected', start);
		}
		if (!isBreak(source.peek())) break;
		source.skipLine();
	}
	return indent === 0 ? Math.max(deepest, scanner.indent + 1, 1) : indent;
}

const simpleEscapes = new Set([...'0abt\tnvfre "\'\\N_LP']);
const codeLengths: Readonly<Record<string, number>> = {x: 2, u: 4, U: 8};

export function scanQuotedScalar(scanner: Scanner, quote: string): Mark {
	const {source} = scanner;
	const start = source.mark;
	source.skip();
	for (;;) {
		if (source.atDocumentIndicator()) scanner.fail('found unexpected document indicator', start);
		if (source.peek() === '') scanner.fail('found unexpected end of stream', start);
		while (!isBlankOrEnd(source.peek())) {
			if (quote === "'" && source.peek() === "'" && source.peek(1) === "'") source.skip(2);
			else if (source.peek() === quote) break;
			else if (quote === '"' && source.peek() === '\\') {
				if (isBreak(source.peek(1))) {
					source.skip();
					source.skipLine();
					break;
				}
				scanEscape(scanner, start);
			} else source.skip();
		}
		if (source.peek() === quote) break;
		while (isBlank(source.peek()) || isBreak(source.peek())) {
			if (isBreak(source.peek())) source.skipLine();
			else source.skip();
		}
	}
	source.skip();
	return start;
}

function scanEscape(scanner: Scanner, start: Mark): void {
	const {source} = scanner;
	const letter = source.peek(1);
	const length = codeLengths[letter];
	if (length === undefined && !simpleEscapes.has(letter)) scanner.fail('found unknown escape character', start);
	source.skip(2);
	let digits = '';
	for (let digit = 0; digit < (length ?? 0); digit++) {
		if (!/^[0-9a-fA-F]$/.test(source.peek(digit))) scanner.fail('did not find expected hexdecimal number', start);
		digits += source.peek(digit);
	}
	const code = Number.parseInt(digits || '0', 16);
	if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
		scanner.fail('found invalid Unicode character escape code', start);
	}
	source.skip(length ?? 0);
}

/** Text without quotes; it goes on over lines that stand further in than its block. */
export function scanPlainScalar(scanner: Scanner): {start: Mark; end: Mark; overLines: boolean} {
	const {source} = scanner;
	const start = source.mark;
	const indent = scanner.indent + 1;
	let end = start;
	let overLines = false;
	for (;;) {
		if (source.atDocumentIndicator() || source.peek() === '#') break;
		while (!isBlankOrEnd(source.peek())) {
			const character = source.peek();
			if (character === ':' && isBlankOrEnd(source.peek(1))) break;
			if (scanner.inFlow && ',?[]{}'.includes(character)) break;
			source.skip();
			overLines = false;
			end = source.mark;
		}
		if (!isBlank(source.peek()) && !isBreak(source.peek())) break;
		while (isBlank(source.peek()) || isBreak(source.peek())) {
			if (isBreak(source.peek())) {
				source.skipLine();
				overLines = true;
			} else {
				if (overLines && source.column < indent && source.peek() === '\t') {
					scanner.fail('found a tab character that violates indentation', start);
				}
				source.skip();
			}
		}
		if (!scanner.inFlow && source.column < indent) break;
	}
	return {start, end, overLines};
}
