#!/usr/bin/env node
/** The front door: reads the arguments, opens one room, loads nothing else. */
import {parseArgs} from 'node:util';
import {help} from './cli/help.ts';
import {version} from './cli/version.ts';

const options = {
	help: {type: 'boolean', short: 'h'},
	version: {type: 'boolean', short: 'v'},
	home: {type: 'string'},
	workspace: {type: 'string'},
	missions: {type: 'string'},
	why: {type: 'boolean'},
	ascii: {type: 'boolean'},
	'no-motion': {type: 'boolean'},
	'no-alt-screen': {type: 'boolean'},
} as const;

async function main(): Promise<number> {
	const [first, ...afterFirst] = process.argv.slice(2);
	if (first === 'simulate') {
		const {simulate} = await import('./cli/simulate.ts');
		return simulate(afterFirst);
	}
	if (first === 'serve') {
		const {serve} = await import('./cli/serve.ts');
		return serve(afterFirst);
	}
	let parsed: ReturnType<typeof parse>;
	try {
		parsed = parse();
	} catch (error) {
		console.error(`${(error as Error).message.replace(/\. To specify.*$/, '.')}\n\n${help}`);
		return 2;
	}
	const {values, positionals} = parsed;
	const [command, ...rest] = positionals;
	if (values.help || command === 'help') {
		console.log(help);
		return 0;
	}
	if (values.version || command === 'version') {
		console.log(version());
		return 0;
	}
	switch (command) {
		case undefined: {
			const {play} = await import('./cli/play.ts');
			return play(values);
		}
		case 'missions': {
			const {listMissions} = await import('./cli/missions.ts');
			return listMissions(values);
		}
		case 'lint': {
			const {lint} = await import('./cli/lint.ts');
			return lint(rest, values);
		}
		case 'grade': {
			const {grade} = await import('./cli/grade.ts');
			return grade(rest, values);
		}
		case 'learn': {
			const {learn} = await import('./cli/learn.ts');
			return learn(values);
		}
		default:
			console.error(`There is no command ${JSON.stringify(command)}.\n\n${help}`);
			return 2;
	}
}

function parse() {
	return parseArgs({options, allowPositionals: true});
}

process.exitCode = await main();
