/**
 * Everything that can be done with the screen, as data: the word that is typed for it, its keys, where it holds, and
 * what it does in a few words. The help screen, the hints at the bottom and the README's table are made from it.
 */

/** Which input or screen has the keys. */
export type Place = 'home' | 'prompt' | 'answer' | 'choice' | 'reply' | 'editor' | 'overlay';

export type CommandId =
	| 'help' | 'glossary'
	| 'lesson' | 'map' | 'tree' | 'timeline' | 'up' | 'down' | 'older' | 'newer'
	| 'hint' | 'solution' | 'skip' | 'next' | 'not-sure' | 'had-it' | 'answer' | 'prompt' | 'reset' | 'reset-all'
	| 'serve'
	| 'pause' | 'play' | 'toggle-time' | 'faster' | 'slower' | 'wait' | 'undo' | 'redo'
	| 'edit' | 'clear' | 'dismiss' | 'home' | 'quit'; // biome-ignore format: in groups

export type Group = 'Learn' | 'See' | 'Time' | 'Files and screen';

export interface CommandInfo {
	readonly id: CommandId;
	readonly group: Group;
	/** What is typed for it; further ones are other names for the same. With a `:` before it, it holds in an answer too. */
	readonly words: readonly string[];
	/** What follows the word, such as `FILE`; in brackets where it may be left out. */
	readonly takes?: string;
	readonly keys: readonly string[];
	readonly where: readonly Place[];
	readonly does: string;
	/** A word or two for the bottom row; commands without one are not named there. */
	readonly brief?: string;
}

const mission: readonly Place[] = ['prompt', 'answer', 'choice', 'reply'];
const everywhere: readonly Place[] = ['home', ...mission];

export const commandInfos: readonly CommandInfo[] = [
	{id: 'hint', group: 'Learn', words: ['hint'], keys: ['f6'], where: ['prompt', 'answer', 'choice'], does: 'a hint; each further one says more', brief: 'hint'},
	{id: 'solution', group: 'Learn', words: ['solution'], keys: [], where: ['prompt', 'answer'], does: 'puts the solution into the prompt, without running it'},
	{id: 'next', group: 'Learn', words: ['next'], keys: ['enter'], where: ['prompt'], does: 'goes on, once the step is passed (or Enter on an empty line)'},
	{id: 'skip', group: 'Learn', words: ['skip'], keys: [], where: mission, does: 'leaves this step for later'},
	{id: 'not-sure', group: 'Learn', words: ['not sure', 'unsure', '?'], keys: ['alt+n'], where: ['answer', 'choice'], does: '"Not sure", to a question or a prediction'},
	{id: 'had-it', group: 'Learn', words: ['i had it', 'i think i had it'], keys: ['alt+i'], where: ['answer', 'prompt'], does: '"I think I had it", where the grading seems wrong'},
	{id: 'prompt', group: 'Learn', words: ['prompt'], keys: ['escape'], where: ['answer', 'choice'], does: 'to the prompt, to look something up before answering', brief: 'to the prompt'},
	{id: 'answer', group: 'Learn', words: ['answer'], keys: ['escape'], where: ['prompt'], does: 'back to the question', brief: 'to the question'},
	{id: 'reset', group: 'Learn', words: ['reset'], keys: [], where: ['prompt', 'answer', 'choice'], does: 'begins this mission again, after asking'},
	{id: 'reset-all', group: 'Learn', words: ['reset all'], keys: [], where: everywhere, does: 'forgets the progress of every mission, after asking'},

	{id: 'lesson', group: 'See', words: ['lesson'], keys: ['f2', 'alt+1'], where: mission, does: 'shows the lesson; again: makes it larger or smaller', brief: 'lesson'},
	{id: 'map', group: 'See', words: ['map'], keys: ['f3', 'alt+2'], where: mission, does: 'shows the map: nodes and the Pods on them', brief: 'map'},
	{id: 'tree', group: 'See', words: ['tree'], keys: ['f4', 'alt+3'], where: mission, does: 'shows who owns whom', brief: 'tree'},
	{id: 'timeline', group: 'See', words: ['timeline'], keys: ['f5', 'alt+4'], where: mission, does: 'shows what happened, who did it and why', brief: 'timeline'},
	{id: 'up', group: 'See', words: ['up'], keys: ['alt+up', 'ctrl+up'], where: mission, does: 'scrolls the panel up'},
	{id: 'down', group: 'See', words: ['down'], keys: ['alt+down', 'ctrl+down'], where: mission, does: 'scrolls the panel down', brief: 'scroll'},
	{id: 'older', group: 'See', words: ['older'], keys: ['pageup'], where: mission, does: 'scrolls to earlier output'},
	{id: 'newer', group: 'See', words: ['newer'], keys: ['pagedown'], where: mission, does: 'scrolls to later output'},
	{id: 'glossary', group: 'See', words: ['glossary', 'what'], takes: '[TERM]', keys: ['f12'], where: everywhere, does: 'says what a term means'},
	{id: 'help', group: 'See', words: ['help', 'keys', '?'], keys: ['f1'], where: everywhere, does: 'shows this list', brief: 'help'},

	{id: 'toggle-time', group: 'Time', words: [], keys: ['f8'], where: mission, does: 'pauses time, or lets it go on', brief: 'pause'},
	{id: 'pause', group: 'Time', words: ['pause'], keys: ['f8'], where: mission, does: 'pauses time'},
	{id: 'play', group: 'Time', words: ['play'], keys: ['f8'], where: mission, does: 'lets time go on'},
	{id: 'slower', group: 'Time', words: ['slower'], keys: ['f7'], where: mission, does: 'time goes slower', brief: 'slower'},
	{id: 'faster', group: 'Time', words: ['faster'], keys: ['f9'], where: mission, does: 'time goes faster', brief: 'faster'},
	{id: 'wait', group: 'Time', words: ['wait'], takes: '[TIME]', keys: ['alt+w'], where: mission, does: 'moves time on by 30s, 5m or 1h; alone: until something happens', brief: 'wait'},
	{id: 'undo', group: 'Time', words: ['undo'], keys: ['alt+u'], where: mission, does: 'takes the last command back, in the whole cluster'},
	{id: 'redo', group: 'Time', words: ['redo'], keys: ['alt+r'], where: mission, does: 'does it again'},

	{id: 'serve', group: 'Files and screen', words: ['serve'], keys: ['alt+s'], where: mission, does: 'opens the cluster to your own kubectl or k9s in another terminal; again: closes it'},
	{id: 'edit', group: 'Files and screen', words: ['edit'], takes: 'FILE', keys: [], where: ['prompt'], does: 'opens a file in an editor'},
	{id: 'clear', group: 'Files and screen', words: [], keys: ['ctrl+l'], where: mission, does: 'clears the output and draws the screen anew'},
	{id: 'dismiss', group: 'Files and screen', words: ['ok'], keys: ['escape'], where: everywhere, does: 'puts a notice away'},
	{id: 'home', group: 'Files and screen', words: ['home', 'missions'], keys: ['f10'], where: mission, does: 'back to the missions; nothing is lost', brief: 'home'},
	{id: 'quit', group: 'Files and screen', words: ['quit', 'exit'], keys: ['ctrl+d', 'ctrl+c'], where: everywhere, does: 'leaves; everything is saved (Ctrl+C twice, on an empty line)', brief: 'quit'},
]; // biome-ignore format: one row a command

/** Keys that an input or the editor handles itself; here for the help and the README. */
export interface KeyInfo {
	readonly keys: readonly string[];
	readonly where: readonly Place[];
	readonly does: string;
	readonly brief?: string;
}

const inputs: readonly Place[] = ['prompt', 'answer', 'reply'];

export const inputKeys: readonly KeyInfo[] = [
	{keys: ['enter'], where: ['home'], does: 'starts the chosen mission, or goes on with it', brief: 'start'},
	{keys: ['up', 'down'], where: ['home'], does: 'chooses a mission; so do its number and its name', brief: 'choose'},
	{keys: ['up', 'down'], where: ['choice'], does: 'chooses; so does the number', brief: 'choose'},
	{keys: ['tab'], where: ['prompt'], does: 'completes commands, kinds, names, flags and files', brief: 'complete'},
	{keys: ['right', 'end'], where: ['prompt'], does: 'takes over what is suggested dimly; Alt+F takes a word of it'},
	{keys: ['up', 'down'], where: ['prompt'], does: 'earlier lines; what was being typed is kept'},
	{keys: ['ctrl+r'], where: ['prompt'], does: 'finds an earlier line'},
	{keys: ['ctrl+a', 'home'], where: inputs, does: 'to the beginning of the line'},
	{keys: ['ctrl+e', 'end'], where: inputs, does: 'to its end'},
	{keys: ['alt+b', 'ctrl+left'], where: inputs, does: 'a word back'},
	{keys: ['alt+f', 'ctrl+right'], where: inputs, does: 'a word forward'},
	{keys: ['ctrl+w', 'alt+backspace'], where: inputs, does: 'deletes the word before the cursor'},
	{keys: ['alt+d'], where: inputs, does: 'deletes the word after it'},
	{keys: ['ctrl+u'], where: inputs, does: 'deletes to the beginning of the line'},
	{keys: ['ctrl+c'], where: inputs, does: 'stops what runs, or clears the line'},
	{keys: ['ctrl+d'], where: inputs, does: 'deletes the character after the cursor'},
	{keys: ['ctrl+k'], where: inputs, does: 'deletes to its end'},
	{keys: ['ctrl+y'], where: inputs, does: 'puts back what was deleted last'},
	{keys: ['ctrl+_'], where: inputs, does: 'undoes the last change to the line'},
	{keys: ['alt+enter'], where: inputs, does: 'a further line'},
	{keys: ['ctrl+l'], where: inputs, does: 'clears the output'},
	{keys: ['ctrl+s'], where: ['editor'], does: 'saves', brief: 'save'},
	{keys: ['escape', 'ctrl+q'], where: ['editor'], does: 'leaves; asks when something is not saved', brief: 'leave'},
	{keys: ['f2'], where: ['editor'], does: 'shows the lesson and what is to be done', brief: 'lesson'},
	{keys: ['ctrl+z'], where: ['editor'], does: 'undoes', brief: 'undo'},
	{keys: ['ctrl+y'], where: ['editor'], does: 'does again', brief: 'redo'},
	{keys: ['ctrl+k'], where: ['editor'], does: 'cuts the line', brief: 'cut line'},
	{keys: ['ctrl+u'], where: ['editor'], does: 'pastes what was cut', brief: 'paste'},
	{keys: ['tab'], where: ['editor'], does: 'indents by two spaces; Shift+Tab takes them away'},
	{keys: ['escape', 'enter'], where: ['overlay'], does: 'closes it', brief: 'close'},
	{keys: ['up', 'down', 'pageup', 'pagedown'], where: ['overlay'], does: 'scrolls', brief: 'scroll'},
]; // biome-ignore format: one row a key

const byId = new Map(commandInfos.map(info => [info.id, info]));

export function commandInfo(id: CommandId): CommandInfo {
	return byId.get(id)!;
}

/** The command of a key at a place. Keys that the input handles itself (Escape, Enter, Ctrl+D, Ctrl+C) are not asked for here. */
export function commandForKey(key: string, place: Place): CommandId | undefined {
	return commandInfos.find(info => info.keys.includes(key) && info.where.includes(place))?.id;
}

export interface TypedCommand {
	readonly id: CommandId;
	readonly argument: string;
}

/**
 * Words that hold in an answer without a `:` before them. Others might be the answer, or a part of it ("undo").
 */
const answerWords: readonly CommandId[] = [
	'not-sure',
	'had-it',
	'hint',
	'skip',
	'help',
	'home',
	'quit',
	'solution',
	'prompt',
	'next',
];

/** The command that a typed line stands for; undefined when it is for the shell, or an answer. */
export function commandForLine(text: string, place: Place): TypedCommand | 'unknown' | undefined {
	const marked = text.trimStart().startsWith(':');
	const typed = text.trim().replace(/^:\s*/, '').replace(/\s+/g, ' ');
	for (const info of commandInfos) {
		for (const word of info.words) {
			const argument = argumentOf(typed, word, info, marked);
			// In an answer it says that one does not know; elsewhere, that one wants to know.
			if (word === '?' && !info.where.includes(place)) {
				continue;
			}
			const answers = !answerWords.includes(info.id) && word !== 'glossary';
			if (argument === undefined || (!marked && place === 'answer' && answers)) {
				continue;
			}
			// At home there is nothing to pause or to edit.
			return info.where.includes(place) || place !== 'home' ? {id: info.id, argument} : undefined;
		}
	}
	return marked && typed !== '' ? 'unknown' : undefined;
}

/** What follows the word; undefined when the line is not that word. `wait` takes a time only, `what` one term. */
function argumentOf(typed: string, word: string, info: CommandInfo, marked: boolean): string | undefined {
	const lower = typed.toLowerCase().replace(/[.!]$/, '');
	if (lower === word || (word !== '?' && lower === `${word}?`)) {
		return info.takes && !info.takes.startsWith('[') && !marked ? undefined : '';
	}
	if (!info.takes || !typed.toLowerCase().startsWith(`${word} `)) {
		return undefined;
	}
	return typed.slice(word.length + 1).trim();
}

/** A key as it is written on a keyboard: `ctrl+a` is `Ctrl+A`. */
export function keyName(id: string): string {
	const arrows: Readonly<Record<string, string>> = {
		up: '↑',
		down: '↓',
		left: '←',
		right: '→',
		escape: 'Esc',
		pageup: 'PgUp',
		pagedown: 'PgDn',
	};
	return id
		.split('+')
		.map(part => arrows[part] ?? part[0]!.toUpperCase() + part.slice(1))
		.join('+');
}
