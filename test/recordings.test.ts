import {describe, expect, it} from 'vitest';
import {compareRecording, recordingNames} from './support/recordings.ts';

describe('answers as a real Kubernetes 1.36 gave them', () => {
	it.each(recordingNames.filter(name => /^(pod|node|kubectl|daemonset)-/.test(name)))('%s', async name => {
		for (const {title, expected, actual} of await compareRecording(name)) {
			const met = expected.find(answer => JSON.stringify(answer) === JSON.stringify(actual)) ?? expected[0];
			expect({title, answer: actual}).toEqual({title, answer: met});
		}
	});
});
