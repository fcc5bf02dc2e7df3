import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv} from 'ajv';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {wordCount} from '../../src/tutor/authoring/lint-mission.ts';
import {loadMissions, missionFolders} from '../../src/tutor/missions/load.ts';

const ajv = new Ajv({allErrors: true, strict: false, formats: {regex: true}});
const yaml = (path: string) => load(readFileSync(path, 'utf8'));
const schema = (name: string) => ajv.compile(JSON.parse(readFileSync(`assets/schemas/${name}.schema.json`, 'utf8')));
const validators = {mission: schema('mission'), words: schema('words'), glossary: schema('glossary')};
const missions = loadMissions('missions');

describe('the mission files', () => {
	it.each(missionFolders('missions'))('%s keep to their schemas', folder => {
		expect(validators.mission(yaml(join(folder, 'mission.yaml'))) || validators.mission.errors).toBe(true);
		expect(validators.words(yaml(join(folder, 'en.yaml'))) || validators.words.errors).toBe(true);
	});

	it('have a glossary that keeps to its schema', () => {
		expect(validators.glossary(yaml('missions/glossary.en.yaml')) || validators.glossary.errors).toBe(true);
	});

	it('are all offered, once each', () => {
		const folders = missionFolders('missions').map(folder => folder.split(/[\\/]/).at(-1));
		expect(missions.map(({id}) => id).sort()).toEqual(folders);
	});
});

describe.each(missions)('the mission $id', mission => {
	it.each(mission.steps)('step $id is short, and can be helped with', step => {
		expect(wordCount(step.lesson)).toBeLessThanOrEqual(70);
		expect(wordCount(step.task)).toBeLessThanOrEqual(30);
		expect(step.hints.length).toBeGreaterThanOrEqual(2);
		if (step.goal.length > 0) {
			expect(step.solution.length).toBeGreaterThan(0);
			expect(step.task).not.toBe('');
		}
	});

	it('has ids of its own for its steps', () => {
		const ids = mission.steps.map(({id}) => id);
		expect(new Set(ids).size).toBe(ids.length);
	});
});
