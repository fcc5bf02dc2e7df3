/** Whether what was typed as an answer is a command to look something up with, or a sentence that begins like one. */
import {commands} from '../../kubectl/main.ts';
import {glue} from '../grading/function-words.ts';
import {parseTimeSpan} from './time-span.ts';

/** "kubectl apply changes what the file names" is an answer; "edit web.yaml" is none, "edit the file" is one. */
export function isCommandLine(text: string): boolean {
	const [program, ...words] = text.trim().split(/\s+/);
	if (words.length === 0 || /[?!]$/.test(text.trim())) {
		return false;
	}
	switch (program) {
		case 'kubectl':
		case 'k':
			return commands.some(({name}) => name === words[0]) && !isSentence(words.slice(1));
		case 'cat':
		case 'ls':
			return !isSentence(words);
		case 'edit':
			return words.length === 1 && /[^.]\.\w/.test(words[0]!);
		case 'wait':
			return parseTimeSpan(words.join(' ')) !== undefined;
		default:
			return false;
	}
}

/** Two of the small words that hold a sentence together; a command may well have `all` in it. */
function isSentence(words: readonly string[]): boolean {
	return words.filter(word => word !== 'all' && glue.has(word.toLowerCase().replace(/[.,;]$/, ''))).length >= 2;
}
