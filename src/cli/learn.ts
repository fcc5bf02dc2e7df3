import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {learnAnswers, learnedText} from '../tutor/authoring/learn-answers.ts';
import {learnedFile} from '../tutor/missions/load.ts';
import {type PlaceOptions, places} from './places.ts';

/** Learns from the marked answers of the missions, and keeps beside them what was learned. */
export function learn(options: PlaceOptions): number {
	const {missions} = places(options);
	try {
		const learned = learnAnswers(missions);
		const path = join(missions, learnedFile());
		writeFileSync(path, learnedText(learned));
		const count = Object.keys(learned).length;
		console.log(`${path}: learned from the answers to ${count} ${count === 1 ? 'question' : 'questions'}`);
		return 0;
	} catch (error) {
		console.error((error as Error).message);
		return 1;
	}
}
