import {describe, expect, it} from 'vitest';
import {simulator} from '../../src/cli/simulator.ts';
import {tryRoute} from '../../src/tutor/authoring/try-route.ts';
import {loadMissions} from '../../src/tutor/missions/load.ts';
import {buildCluster} from '../../src/tutor/session/lab.ts';

const start = Date.UTC(2026, 0, 5, 12);

describe.each(loadMissions('missions'))('the mission $id', mission => {
	for (const [index, step] of mission.steps.entries()) {
		if (step.goal.length === 0) {
			continue;
		}
		const atStep = () => buildCluster(simulator, mission, mission.steps.slice(0, index), {seed: 7, start});

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
