import {describe, expect, it} from 'vitest';
import {packTar, type TarError, type TarMember, unpackTar} from '../../src/apimachinery/tar.ts';

const at = Date.UTC(2026, 5, 1, 9);

describe('an archive', () => {
	it('holds what was put into it', () => {
		const members: TarMember[] = [
			{name: 'site/', kind: 'folder', data: '', mode: 0o755, at},
			{name: 'site/ä.txt', kind: 'file', data: 'Grüße\n'.repeat(200), mode: 0o600, at},
			{name: 'site/empty', kind: 'file', data: '', mode: 0o644, at},
			{name: 'site/link', kind: 'link', data: '', mode: 0o777, at, target: 'ä.txt'},
			{name: `${'long/'.repeat(40)}name`, kind: 'file', data: 'x', mode: 0o644, at},
		];
		expect(unpackTar(packTar(members))).toEqual(members);
	});

	it('is made of blocks, with the checksum that tar wants', () => {
		const archive = packTar([{name: 'a', kind: 'file', data: 'hello', mode: 0o644, at}], 10_240);
		expect(archive.length).toBe(10_240);
		expect(archive.slice(257, 265)).toBe('ustar\0' + '00');
		const header = archive.slice(0, 512);
		const sum = [...(header.slice(0, 148) + ' '.repeat(8) + header.slice(156))].reduce(
			(total, letter) => total + letter.charCodeAt(0),
			0,
		);
		expect(Number.parseInt(header.slice(148, 154), 8)).toBe(sum);
	});

	it.each([
		['text', 'no archive at all', false],
		['a whole block of something else', 'x'.repeat(512), false],
		[
			'one that breaks off',
			packTar([{name: 'a', kind: 'file', data: 'x'.repeat(600), mode: 0o644, at}]).slice(0, 1000),
			true,
		],
	])('is not %s', (_what, text, cutShort) => {
		expect(() => unpackTar(text)).toThrow(expect.objectContaining({name: 'TarError', cutShort}) as TarError);
	});
});
