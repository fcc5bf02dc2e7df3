/** What to say where a file was meant: one that is not there, or one that was typed as a command. */
import type {Mishap} from './mishap.ts';

/** A file of the mission that is gone comes back when the mission is opened again. */
export function lostFile(name: string, {given = []}: Mishap): string {
	return given.includes(name.replace(/^\.\//, ''))
		? ' It was here at the beginning: type `home` and open the mission again to have it back, or `undo`.'
		: '';
}

export function nearFiles({files}: Mishap): string {
	const there = files.list('.').filter(entry => !entry.folder && !entry.name.startsWith('.'));
	return there.length === 0 ? '' : ` The files here are: ${there.map(entry => entry.name).join(', ')}.`;
}

/** `web.yaml`, `open web.yaml`: a file that is there, and no command that reads it. */
export function fileSentence(command: string, {line, files}: Mishap): string | undefined {
	const words = line.trim().split(/\s+/);
	const file = words[0] === command && words.length <= 2 ? words.find(word => files.kind(word) === 'file') : undefined;
	return file && `${file} is a file: \`cat ${file}\` prints it, and \`edit ${file}\` opens it.`;
}
