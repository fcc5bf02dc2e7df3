/** The kubectl lines that stand in a mission's texts: each must be one that kubectl can read. */
import {CommandError} from '../../kubectl/command.ts';
import {parseCommandLine} from '../../kubectl/main.ts';
import type {Mission} from '../missions/mission.ts';

/** Lines in `code` that begin with kubectl or k, and that name what they act on. */
function linesIn(text: string): string[] {
	return [...text.matchAll(/`(?:kubectl|k) ([^`\n]+)`/g)].map(match => match[1]!);
}

/** What is wrong with the lines, each as a sentence. */
export function lintLines(mission: Mission): string[] {
	const found: string[] = [];
	for (const step of mission.steps) {
		const texts = [
			step.lesson,
			step.task,
			step.learned,
			...step.hints,
			step.question?.ask ?? '',
			step.question?.answer ?? '',
		];
		for (const line of texts.flatMap(linesIn)) {
			try {
				parseCommandLine(line.split(/\s+/));
			} catch (error) {
				if (!(error instanceof CommandError)) {
					throw error;
				}
				found.push(`step ${step.id}: kubectl refuses \`kubectl ${line}\`: ${error.message.split('\n')[0]}`);
			}
		}
	}
	return found;
}
