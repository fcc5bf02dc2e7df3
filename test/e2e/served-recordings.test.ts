/**
 * Every recording of a real Kubernetes, played by the kubectl of this machine on a cluster that is served to it, several
 * at once. Time goes as the client needs it (test/support/paced-time.ts); long waits cost nothing.
 */
import {spawnSync} from 'node:child_process';
import {describe, expect, it, vi} from 'vitest';
import {stepsByChance} from '../support/by-chance.ts';
import {oldestMinor, rewordFor} from '../support/client-wording.ts';
import {stepsOfAge} from '../support/older-kubectl.ts';
import {compareSteps, readRecording, recordingNames, scenarioOf} from '../support/recordings.ts';
import {ServedLab} from '../support/served-lab.ts';

vi.setConfig({maxConcurrency: 3, testTimeout: 180_000});

const version = spawnSync('kubectl', ['version', '--client', '-o', 'json'], {encoding: 'utf8'});
const client = version.status === 0 ? JSON.parse(version.stdout).clientVersion : undefined;
const minor = Number.parseInt(client?.minor ?? '0', 10);
const asked = client ? `kubectl ${client.gitVersion}` : 'no kubectl';

describe.skipIf(minor === 0).concurrent(`served to ${asked}`, () => {
	const reword = rewordFor(minor);
	it.each(recordingNames)('%s', async name => {
		const recording = readRecording(name);
		const others = [...(stepsByChance[name] ?? []), ...(minor < oldestMinor ? stepsOfAge(name) : [])];
		const lab = new ServedLab();
		try {
			const compared = await compareSteps(recording, lab.play(scenarioOf(recording)), reword);
			for (const {step, title, expected, actual, equal} of compared) {
				if (!others.includes(step)) {
					expect({title, answer: actual}).toEqual({title, answer: equal ? actual : expected[0]});
				}
			}
		} finally {
			await lab.close();
		}
	});
});
