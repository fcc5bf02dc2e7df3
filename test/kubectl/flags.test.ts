import {describe, expect, it} from 'vitest';
import type {Flag} from '../../src/kubectl/command.ts';
import {parseArguments} from '../../src/kubectl/flags.ts';
import {parseCsv, parseInteger} from '../../src/kubectl/go-values.ts';

const known: readonly Flag[] = [
	{name: 'all', type: 'bool', default: 'false', description: ''},
	{name: 'dry-run', type: 'string', default: 'none', valueWhenBare: 'unchanged', description: ''},
	{name: 'filename', shorthand: 'f', type: 'strings', default: '[]', description: ''},
	{name: 'image', type: 'stringArray', default: '[]', description: ''},
	{name: 'replicas', shorthand: 'r', type: 'int', default: '1', description: ''},
	{name: 'timeout', type: 'duration', default: '30s', description: ''},
	{name: 'watch', shorthand: 'w', type: 'bool', default: 'false', description: ''},
];

const parse = (line: string) => parseArguments(line.split(' '), known);

describe('flags, read as pflag reads them', () => {
	it('gives defaults for what is absent', () => {
		const {flags} = parse('x');
		expect([flags.has('watch'), flags.bool('watch'), flags.int('replicas'), flags.duration('timeout')]).toEqual([
			false,
			false,
			1,
			30_000,
		]);
		expect([flags.string('dry-run'), flags.strings('filename')]).toEqual(['none', []]);
	});

	it('tells lists that take commas from lists that do not', () => {
		const {flags} = parse('-f a,b -f "c,d",e --image=a,b --image c');
		expect(flags.strings('filename')).toEqual(['a', 'b', 'c,d', 'e']);
		expect(flags.strings('image')).toEqual(['a,b', 'c']);
	});

	it('gives a flag without a value its own meaning, and leaves the next word alone', () => {
		const {flags, args} = parse('--dry-run client -wr3 --all=false --timeout=1m30s');
		expect(flags.string('dry-run')).toBe('unchanged');
		expect(args).toEqual(['client']);
		expect([flags.bool('watch'), flags.int('replicas'), flags.bool('all')]).toEqual([true, 3, false]);
		expect(flags.duration('timeout')).toBe(90_000);
	});

	it('takes everything after -- as it is', () => {
		const {args, argsBeforeDash} = parse('pod -w -- sh -c -w');
		expect(args).toEqual(['pod', 'sh', '-c', '-w']);
		expect(argsBeforeDash).toBe(1);
		expect(parse('pod').argsBeforeDash).toBe(-1);
	});

	it('takes a bare dash for a word, and for a value', () => {
		const {flags, args} = parse('- -f -');
		expect(args).toEqual(['-']);
		expect(flags.strings('filename')).toEqual(['-']);
	});

	it.each([
		['--replicas=x', 'invalid argument "x" for "-r, --replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
		['--timeout=5', 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
		['--timeout=5x', 'invalid argument "5x" for "--timeout" flag: time: unknown unit "x" in duration "5x"'],
		['-f', "flag needs an argument: 'f' in -f"],
		['-wf', "flag needs an argument: 'f' in -f"],
		['--image', 'flag needs an argument: --image'],
	])('refuses %s', (line, message) => {
		expect(() => parse(line)).toThrow(message);
	});

	it('refuses to be asked for a flag that was not declared', () => {
		expect(() => parse('x').flags.bool('nope')).toThrow('does not declare --nope');
	});
});

it.each([
	['10', 10],
	['-1', -1],
	['0x10', 16],
	['010', 8],
	['0b11', 3],
	['1_000', 1000],
])('reads the integer %s as Go does', (text, value) => {
	expect(parseInteger(text)).toBe(value);
});

it('knows where integers end', () => {
	expect(() => parseInteger('99999999999999999999')).toThrow('value out of range');
	expect(() => parseInteger('4294967296', 32)).toThrow('value out of range');
});

it('reads quotes in lists', () => {
	expect(parseCsv('a,"b,""c""",')).toEqual(['a', 'b,"c"', '']);
	expect(() => parseCsv('a"b')).toThrow('parse error on line 1, column 2: bare " in non-quoted-field');
});
