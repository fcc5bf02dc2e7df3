import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';

const pure = ['src/kubernetes', 'src/apimachinery', 'src/api', 'src/kubectl'];
const impure =
	/\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\b|\bsetInterval\b|\bperformance\.|from 'node:(fs|child_process|net|os)/;

it('the cluster and kubectl ask nobody for the real time, for chance, or for files', () => {
	const found = pure.flatMap(folder =>
		readdirSync(folder, {recursive: true, encoding: 'utf8'})
			.filter(name => /\.tsx?$/.test(name))
			.map(name => join(folder, name))
			.filter(path => impure.test(readFileSync(path, 'utf8'))),
	);
	expect(found).toEqual([]);
});
