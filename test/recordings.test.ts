import {describe, expect, it} from 'vitest';
import {compareRecording, recordingNames} from './support/recordings.ts';

/** Steps where Kubernetes leaves the answer to chance, by scenario and number. recordings/README.md has the reasons. */
const byChance: Readonly<Record<string, readonly number[]>> = {
	'deployment-rollout-rollback': [15],
	'deployment-server-side': [5, 9],
	'deployment-strategies': [4],
};

describe('answers as a real Kubernetes 1.36 gave them', () => {
	it.each(recordingNames)('%s', async name => {
		for (const {step, title, expected, actual, equal} of await compareRecording(name)) {
			if (!byChance[name]?.includes(step)) {
				expect({title, answer: actual}).toEqual({title, answer: equal ? actual : expected[0]});
			}
		}
	});
});
