import {loadMissions} from '../tutor/missions/load.ts';
import {openRecords} from '../tutor/progress/record-file.ts';
import {type PlaceOptions, places} from './places.ts';

/** Prints the missions with the learner's progress; works without a terminal. */
export function listMissions(options: PlaceOptions): number {
	const {state, missions: folder} = places(options);
	const {records} = openRecords(state, {readOnly: true});
	for (const [index, mission] of loadMissions(folder).entries()) {
		const passed = records.missions[mission.id]?.passed ?? {};
		const count = mission.steps.filter(step => Object.hasOwn(passed, step.id)).length;
		const state = count === mission.steps.length ? 'done' : count > 0 ? 'started' : 'new';
		const progress = `${count}/${mission.steps.length}`;
		console.log(
			`${String(index + 1).padStart(2)}  ${mission.id.padEnd(18)} ${state.padEnd(8)} ${progress.padStart(5)}  ${mission.title}`,
		);
	}
	return 0;
}
