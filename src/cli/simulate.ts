/** `simulate FILE…`: plays scenario files and prints what came of them. Needs no terminal. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parseArgs} from 'node:util';
import {type PlayOptions, playScenario} from '../simulate/play.ts';
import {readScenario, ScenarioFileError} from '../simulate/read-scenario.ts';
import {type Recording, type Scenario, ScenarioError} from '../simulate/scenario.ts';
import {simulateHelp} from './help.ts';

const options = {
	seed: {type: 'string', default: '1'},
	nodes: {type: 'string', default: '3'},
	out: {type: 'string'},
	help: {type: 'boolean', short: 'h'},
} as const;

/** The most workers that a lab may have. */
const mostNodes = 1000;

interface NamedScenario {
	readonly file: string;
	readonly scenario: Scenario & {readonly name: string};
}

/** What ends the program with a sentence. */
class UsageError extends Error {}

/**
 * Plays the files that the arguments name.
 * @returns 0; 1 where a scenario could not be played to its end or never settled; 2 where nothing was played because an
 * argument or a file is wrong
 */
export async function simulate(args: readonly string[]): Promise<number> {
	let asked: Asked | undefined;
	try {
		asked = read(args);
	} catch (error) {
		if (!(error instanceof UsageError)) {
			throw error;
		}
		console.error(error.message);
		return 2;
	}
	if (!asked) {
		console.log(simulateHelp);
		return 0;
	}
	const {scenarios, play, out} = asked;
	process.stdout.on('error', leaveQuietly);
	const pretty = out !== undefined || scenarios.length === 1;
	let exit = 0;
	for (const {file, scenario} of scenarios) {
		let recording: Recording;
		try {
			recording = await playScenario(scenario, play);
		} catch (error) {
			if (!(error instanceof ScenarioError)) {
				throw error;
			}
			const step = error.step === undefined ? '' : `step ${error.step + 1}: `;
			console.error(`${file}: ${step}${error.message}`);
			exit = 1;
			continue;
		}
		const text = `${JSON.stringify(recording, undefined, pretty ? 2 : undefined)}\n`;
		if (out === undefined) {
			process.stdout.write(text);
		} else {
			writeFileSync(join(out, `${scenario.name}.json`), text);
		}
		exit = Math.max(exit, sayWhatWasCutShort(file, recording));
	}
	return exit;
}

/** Whoever reads the output may have enough of it, as `head` does. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
	if (error.code !== 'EPIPE') {
		throw error;
	}
	process.exit();
}

interface Asked {
	readonly scenarios: readonly NamedScenario[];
	readonly play: PlayOptions;
	readonly out: string | undefined;
}

/** What the arguments ask for; undefined where they ask for help. */
function read(args: readonly string[]): Asked | undefined {
	const {values, positionals} = parse(args);
	if (values.help) {
		return undefined;
	}
	if (positionals.length === 0) {
		throw new UsageError(`simulate: name a scenario file\n\n${simulateHelp}`);
	}
	const play = {seed: whole('seed', values.seed, 0, 2 ** 32 - 1), workers: whole('nodes', values.nodes, 1, mostNodes)};
	const {found, problems} = readAll(positionals);
	const {out} = values;
	if (out !== undefined) {
		const twice = found.find(({scenario}, i) => found.findIndex(other => other.scenario.name === scenario.name) < i);
		if (twice) {
			problems.push(`${twice.file}: another of the files is called ${twice.scenario.name}, too`);
		}
	}
	if (problems.length > 0) {
		throw new UsageError(problems.join('\n'));
	}
	if (out !== undefined) {
		try {
			mkdirSync(out, {recursive: true});
		} catch (error) {
			throw new UsageError(`simulate: --out ${out}: ${(error as Error).message}`);
		}
	}
	return {scenarios: found, play, out};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({args: [...args], options, allowPositionals: true});
	} catch (error) {
		throw new UsageError(`simulate: ${(error as Error).message.replace(/\. To specify.*$/, '.')}\n\n${simulateHelp}`);
	}
}

function whole(option: string, text: string, least: number, most: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < least || number > most) {
		throw new UsageError(
			`simulate: --${option} is a whole number from ${least} to ${most}, not ${JSON.stringify(text)}`,
		);
	}
	return number;
}

/** Every file is read before the first is played, so that a mistake is told at once. */
function readAll(files: readonly string[]): {readonly found: NamedScenario[]; readonly problems: string[]} {
	const found: NamedScenario[] = [];
	const problems: string[] = [];
	for (const file of files) {
		try {
			const scenario = readScenario(readFileSync(file === '-' ? 0 : file, 'utf8'));
			const name = scenario.name ?? (file === '-' ? 'scenario' : basename(file).replace(/\.(json|ya?ml)$/i, ''));
			found.push({file, scenario: {...scenario, name}});
		} catch (error) {
			if (error instanceof ScenarioFileError) {
				problems.push(
					...error.problems.map(({line, message}) => `${file}${line === undefined ? '' : `:${line}`}: ${message}`),
				);
			} else {
				problems.push(`${file}: ${fileTrouble(error)}`);
			}
		}
	}
	return {found, problems};
}

function fileTrouble(error: unknown): string {
	const {code, message} = error as NodeJS.ErrnoException;
	switch (code) {
		case 'ENOENT':
			return 'there is no such file';
		case 'EISDIR':
			return 'this is a folder';
		case 'EACCES':
			return 'it may not be read';
		case undefined:
			throw error;
		default:
			return message;
	}
}

/** Says which lines were interrupted and which waits were given up; 1 where a scenario never settled. */
function sayWhatWasCutShort(file: string, {steps}: Recording): 0 | 1 {
	let exit: 0 | 1 = 0;
	for (const [index, step] of steps.entries()) {
		if ('run' in step && step.interrupted !== undefined) {
			console.error(`${file}: step ${index + 1}: ${step.run}\n  ${step.interrupted}`);
		} else if ('settle' in step && step.unsettled !== undefined) {
			console.error(`${file}: step ${index + 1}: settle\n  ${step.unsettled}`);
			exit = 1;
		}
	}
	return exit;
}
