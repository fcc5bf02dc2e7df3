/** The help screen and the hints at the bottom, made from the commands; the glossary beside them. */

import type {GlossaryEntry} from '../../tutor/host.ts';
import {type CommandInfo, commandInfos, type Group, inputKeys, keyName, type Place} from '../commands.ts';
import {clip, type Line, line, lineWidth, span} from '../text/line.ts';
import {inline} from '../text/markdown.ts';
import {theme} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';

/** @param unavailable why a command cannot be used now, by its id */
export function helpView(width: number, unavailable: Readonly<Partial<Record<string, string>>> = {}): Line[] {
	const groups: readonly Group[] = ['Learn', 'See', 'Time', 'Files and screen'];
	return [
		...wrapWords(
			inline('Type the word at the prompt, or press the key. In an answer, put a `:` before the word.'),
			width,
		),
		...groups.flatMap(group => [
			[],
			line(group, theme.title),
			...commandInfos
				.filter(info => info.group === group && info.words.length > 0)
				.flatMap(info => row(info, width, unavailable[info.id])),
		]),
		[],
		line('Keys of the prompt, of answers and of the editor', theme.title),
		...inputKeys.flatMap(({keys, where, does}) =>
			columns(keys.map(keyName).join(', '), '', `${does}${placeNote(where)}`, width),
		),
	];
}

/** The same as a Markdown table, for the README. */
export function keyTable(): string {
	const rows = commandInfos
		.filter(({words}) => words.length > 0)
		.map(info => `| \`${usage(info)}\` | ${info.keys.map(keyName).join(', ')} | ${info.does} |`);
	return ['| word | key | what it does |', '|---|---|---|', ...rows].join('\n');
}

function usage(info: CommandInfo): string {
	return info.takes ? `${info.words[0]} ${info.takes}` : (info.words[0] ?? '');
}

function row(info: CommandInfo, width: number, why: string | undefined): Line[] {
	const does = why === undefined ? info.does : `${info.does} (not now: ${why})`;
	return columns(usage(info), info.keys.map(keyName).join(', '), does, width);
}

/** From this width on, what a word does stands beside it; else under it. */
const besideWidth = 90;

function columns(word: string, keys: string, does: string, width: number): Line[] {
	if (width < besideWidth) {
		const head: Line = [span(`  ${word}`, theme.code), span(keys === '' ? '' : `  ${keys}`, theme.quiet)];
		return [clip(head, width), ...wrapWords([span('      '), span(does)], width, {hang: [span('      ')]})];
	}
	const lead: Line = [span(`  ${word.padEnd(20)} `, theme.code), span(`${keys.padEnd(16)} `, theme.quiet)];
	return wrapWords([...lead, span(does)], width, {hang: [span(' '.repeat(lineWidth(lead)))]});
}

function placeNote(where: readonly Place[]): string {
	const names: Readonly<Partial<Record<Place, string>>> = {
		home: 'at home',
		choice: 'in a prediction',
		editor: 'in the editor',
		overlay: 'here',
	};
	const name = where.length === 1 ? names[where[0]!] : undefined;
	return name ? `, ${name}` : '';
}

/** All terms, or those that hold what was asked for. */
export function glossaryView(entries: readonly GlossaryEntry[], about: string, width: number): Line[] {
	const asked = about
		.replace(/^(is|are)\s+/i, '')
		.replace(/^(an?|the)\s+/i, '')
		.replace(/\?$/, '')
		.trim()
		.toLowerCase();
	const singular = asked.replace(/s$/, '');
	const found = entries.filter(({term}) => asked === '' || term.toLowerCase().includes(singular));
	if (found.length === 0) {
		return wrapWords(
			[
				span('Nothing here about '),
				span(about, theme.code),
				span('. '),
				span('glossary', theme.code),
				span(' alone lists all terms.'),
			],
			width,
		);
	}
	return found.flatMap(({term, text}, index) => [
		...(index > 0 ? [[]] : []),
		line(term, theme.title),
		...wrapWords([span('  '), ...inline(text)], width, {hang: [span('  ')]}),
	]);
}

export interface FooterItem {
	readonly keys: readonly string[];
	readonly brief: string;
}

/** The keys that are good for something at a place, the most wanted first. */
export function footerItems(place: Place, hidden: ReadonlySet<string>): FooterItem[] {
	const own = inputKeys
		.filter(({where, brief}) => brief && where.includes(place))
		.map(({keys, brief}) => ({keys, brief: brief!}));
	const commands = [
		'next',
		'prompt',
		'answer',
		'help',
		'hint',
		'lesson',
		'map',
		'tree',
		'timeline',
		'toggle-time',
		'faster',
		'down',
		'home',
		'quit',
	]
		.map(id => commandInfos.find(info => info.id === id)!)
		.filter(({id, brief, where}) => brief && where.includes(place) && !hidden.has(id))
		.map(({keys, brief}) => ({keys: keys.slice(0, 1), brief: brief!}));
	return [...own, ...commands];
}

/** As many of the items as have room. */
export function footerLine(items: readonly FooterItem[], width: number): Line {
	const spans = [span(' ')];
	for (const {keys, brief} of items) {
		const item = [span(keys.map(keyName).join(' '), theme.strong), span(` ${brief}`, theme.quiet)];
		const gap = spans.length > 1 ? [span('   ')] : [];
		if (lineWidth([...spans, ...gap, ...item]) <= width - 1) {
			spans.push(...gap, ...item);
		}
	}
	return spans;
}
