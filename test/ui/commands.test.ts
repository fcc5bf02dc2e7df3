import {describe, expect, it} from 'vitest';
import {commandForKey, commandForLine, commandInfos, keyName} from '../../src/ui/commands.ts';
import {plain} from '../../src/ui/text/line.ts';
import {footerItems, footerLine, glossaryView, helpView, keyTable} from '../../src/ui/views/help.ts';

describe('words', () => {
	it.each([
		['hint', 'hint', ''],
		['  HINT ', 'hint', ''],
		[':hint', 'hint', ''],
		['wait 5m', 'wait', '5m'],
		['wait', 'wait', ''],
		['edit my pod.yaml', 'edit', 'my pod.yaml'],
		['reset all', 'reset-all', ''],
		['exit', 'quit', ''],
		['what Pod', 'glossary', 'Pod'],
	])('%j at the prompt', (line, id, argument) => {
		expect(commandForLine(line, 'prompt')).toEqual({id, argument});
	});

	it.each(['kubectl get pods', 'map x', 'hint | cat', 'edit', 'help get', 'echo help', ''])(
		'%j is for the shell',
		line => {
			expect(commandForLine(line, 'prompt')).toBeUndefined();
		},
	);

	it('holds in an answer only where it cannot be meant as one, or with a colon', () => {
		expect(commandForLine('undo', 'answer')).toBeUndefined();
		expect(commandForLine(':undo', 'answer')).toEqual({id: 'undo', argument: ''});
		expect(commandForLine('not sure', 'answer')).toEqual({id: 'not-sure', argument: ''});
		expect(commandForLine('?', 'answer')).toEqual({id: 'not-sure', argument: ''});
		expect(commandForLine('?', 'prompt')).toEqual({id: 'help', argument: ''});
		expect(commandForLine('Not sure.', 'answer')).toEqual({id: 'not-sure', argument: ''});
		expect(commandForLine('I think I had it', 'answer')).toEqual({id: 'had-it', argument: ''});
		expect(commandForLine('glossary pvc', 'answer')).toEqual({id: 'glossary', argument: 'pvc'});
		expect(commandForLine('what a DaemonSet does', 'answer')).toBeUndefined();
	});

	it('tells a word that does not exist from an answer', () => {
		expect(commandForLine(':nope', 'answer')).toBe('unknown');
	});

	it('has a word for everything that a key does on panels and time', () => {
		const without = commandInfos.filter(
			({words, group}) => words.length === 0 && (group === 'See' || group === 'Time'),
		);
		expect(without.map(({id}) => id)).toEqual(['toggle-time']);
	});

	it('gives no key two meanings at one place', () => {
		for (const {keys, where, id} of commandInfos) {
			for (const key of keys.filter(name => !['escape', 'enter', 'f8'].includes(name))) {
				expect(where.map(place => commandForKey(key, place))).toEqual(where.map(() => id));
			}
		}
	});
});

it.each([
	['ctrl+a', 'Ctrl+A'],
	['alt+up', 'Alt+↑'],
	['f10', 'F10'],
	['escape', 'Esc'],
])('%s is written %s', (id, name) => {
	expect(keyName(id)).toBe(name);
});

describe('help', () => {
	it.each([56, 80, 110])('names every word within %i columns', width => {
		const rows = helpView(width).map(plain);
		expect(rows.filter(row => row.length > width)).toEqual([]);
		for (const {words} of commandInfos) {
			expect(rows.join('\n')).toContain(words[0] ?? '');
		}
	});

	it('says why something cannot be used now', () => {
		expect(helpView(120, {undo: 'nothing to undo'}).map(plain).join('\n')).toContain('(not now: nothing to undo)');
	});

	it('makes the table for the README', () => {
		expect(keyTable()).toContain('| `map` | F3, Alt+2 | shows the map: nodes and the Pods on them |');
	});

	it('shows at the bottom what is good for something now, as far as it has room', () => {
		const items = footerItems('prompt', new Set(['map']));
		const all = plain(footerLine(items, 200));
		expect(all).toContain('Tab complete');
		expect(all).not.toContain('map');
		expect(plain(footerLine(items, 40)).length).toBeLessThanOrEqual(40);
	});
});

describe('the glossary', () => {
	const entries = [
		{term: 'Pod', text: 'Containers that share a node.'},
		{term: 'Deployment', text: 'Keeps Pods.'},
	];
	it.each(['pod', 'a Pod', 'is a pod?', 'pods'])('finds %j', about => {
		expect(glossaryView(entries, about, 60).map(plain)).toEqual(['Pod', '  Containers that share a node.']);
	});
	it('says when it has nothing', () => {
		expect(plain(glossaryView(entries, 'quark', 60)[0]!)).toContain('Nothing here about quark');
	});
});
