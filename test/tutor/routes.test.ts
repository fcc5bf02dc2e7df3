import {describe, expect, it} from 'vitest';
import {simulator} from '../../src/cli/simulator.ts';
import {tryRoute} from '../../src/tutor/authoring/try-route.ts';
import {loadMissions} from '../../src/tutor/missions/load.ts';
import {buildCluster} from '../../src/tutor/session/lab.ts';
import type {LabCluster} from '../../src/tutor/session/simulator.ts';

const start = Date.UTC(2026, 0, 5, 12);

describe.each(loadMissions('missions'))('the mission $id', mission => {
	for (const [index, step] of mission.steps.entries()) {
		if (step.goal.length === 0) {
			continue;
		}
		let built: Promise<LabCluster> | undefined;
		const atStep = async () => {
			built ??= buildCluster(simulator, mission, mission.steps.slice(0, index), {seed: 7, start});
			return (await built).fork();
		};

		it(`step ${step.id} does not pass by itself`, async () => {
			expect((await tryRoute(await atStep(), mission, index, [])).reached).toBe(false);
		});

		it.each([{lines: step.solution}, ...step.others])(`step ${step.id} passes by $lines`, async ({lines}) => {
			const result = await tryRoute(await atStep(), mission, index, lines);
			expect(result).toMatchObject({reached: true});
		});

		it.each(step.wrong)(`step ${step.id} does not pass by $lines, and says why`, async ({lines, coaching}) => {
			const result = await tryRoute(await atStep(), mission, index, lines);
			expect(result.reached).toBe(false);
			if (coaching !== '') {
				expect(result.coaching.join('\n')).toContain(coaching);
			}
		});
	}
});
