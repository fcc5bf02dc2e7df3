import {describe, expect, it} from 'vitest';
import {compareRecording, recordingNames} from './support/recordings.ts';

/**
 * Steps that cannot be equal, by scenario and number, each with its reason in recordings/README.md. Whoever makes one of
 * them equal is told to take it from the list.
 */
const different: Readonly<Record<string, readonly number[]>> = {};

describe('answers as a real Kubernetes 1.36 gave them', () => {
	it.each(recordingNames)('%s', async name => {
		for (const {step, title, expected, actual, equal} of await compareRecording(name)) {
			if (different[name]?.includes(step)) {
				expect({title, equal}).toEqual({title, equal: false});
				continue;
			}
			expect({title, answer: actual}).toEqual({title, answer: equal ? actual : expected[0]});
		}
	});
});
