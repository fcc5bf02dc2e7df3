/** `grep`, `sed` and `awk`, as far as scripts of containers use them. */
import {resolvePath} from '../process/paths.ts';
import type {Program} from '../process/process.ts';
import {readOptions} from './options.ts';
import type {Flavour} from './programs.ts';
import {linesOf, texts} from './sources.ts';

function grep(flavour: Flavour): Program {
	return function* (process) {
		const {flags, operands} = readOptions(process.argv, 'e m A B C');
		const pattern = flags.get('e') ?? operands[0] ?? '';
		const files = flags.has('e') ? operands : operands.slice(1);
		const source = flags.has('F')
			? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
			: flags.has('E')
				? pattern
				: basicToExtended(pattern);
		const expression = new RegExp(flags.has('w') ? `\\b(?:${source})\\b` : source, flags.has('i') ? 'i' : '');
		const matches = (line: string) => expression.test(line) !== flags.has('v');
		let found = 0;
		const show = (line: string, name: string) => {
			found++;
			if (!flags.has('q') && !flags.has('c') && !flags.has('l')) {
				process.stdout.write(`${files.length > 1 && !flags.has('h') ? `${name}:` : ''}${line}\n`);
			}
		};
		if (files.length === 0) {
			for (let line = yield* process.stdin.readLine(); line !== undefined; line = yield* process.stdin.readLine()) {
				if (matches(line)) {
					show(line, '-');
				}
			}
		} else {
			for (const {name, text} of yield* texts(process, files, flavour)) {
				const before = found;
				for (const line of linesOf(text).filter(matches)) {
					show(line, name);
				}
				if (flags.has('l') && found > before) {
					process.stdout.write(`${name}\n`);
				}
			}
		}
		if (flags.has('c')) {
			process.stdout.write(`${found}\n`);
		}
		return found > 0 ? 0 : 1;
	};
}

function basicToExtended(pattern: string): string {
	return pattern.replace(/\\([|+?(){}])|([|+?(){}])/g, (_all, escaped: string | undefined, bare: string | undefined) =>
		escaped !== undefined ? escaped : `\\${bare}`,
	);
}

function sed(flavour: Flavour): Program {
	return function* (process) {
		const {flags, operands} = readOptions(process.argv, 'e');
		const script = flags.get('e') ?? operands[0] ?? '';
		const match = /^s(.)(.*?)\1(.*?)\1([gi]*)$/.exec(script);
		const range = /^(\d+)(?:,(\d+|\$))?([pd])$/.exec(script);
		if (!match && !range) {
			process.stderr.write(
				`sed: ${flavour === 'gnu' ? `-e expression #1, char 1: unknown command: \`${script[0] ?? ''}'` : `unsupported command ${script[0] ?? ''}`}\n`,
			);
			return 1;
		}
		const names = flags.has('e') ? operands : operands.slice(1);
		for (const {name, text} of yield* texts(process, names, flavour)) {
			const out = linesOf(text).flatMap((line, index) => {
				if (match) {
					const expression = new RegExp(
						flags.has('E') || flags.has('r') ? match[2]! : basicToExtended(match[2]!),
						match[4],
					);
					return [
						line.replace(
							expression,
							match[3]!
								.replace(/\$/g, '$$$$')
								.replace(/\\(\d)/g, '$$$1')
								.replace(/(?<!\\)&/g, '$$&'),
						),
					];
				}
				const last = range![2] === '$' ? Number.POSITIVE_INFINITY : Number(range![2] ?? range![1]);
				const inside = index + 1 >= Number(range![1]) && index + 1 <= last;
				return range![3] === 'd'
					? inside
						? []
						: [line]
					: inside
						? flags.has('n')
							? [line]
							: [line, line]
						: flags.has('n')
							? []
							: [line];
			});
			const result = out.map(line => `${line}\n`).join('');
			if (flags.has('i') && name !== '-') {
				process.machine.files.write(resolvePath(process.cwd, name), result, process.machine.now);
			} else {
				process.stdout.write(result);
			}
		}
		return 0;
	};
}

function awk(): Program {
	return function* (process) {
		const {flags, operands} = readOptions(process.argv, 'F');
		const print = /^\s*\{\s*print\s*(.*?);?\s*\}\s*$/.exec(operands[0] ?? '');
		if (!print) {
			process.stderr.write('awk: cmd. line:1: Unexpected token\n');
			return 1;
		}
		const separator = flags.get('F');
		for (const {text} of yield* texts(process, operands.slice(1), 'gnu')) {
			for (const line of linesOf(text)) {
				const fields = separator ? line.split(separator) : line.trim().split(/\s+/);
				const values = (print[1] || '$0')
					.split(',')
					.map(part =>
						part
							.trim()
							.replace(/"([^"]*)"|\$(NF|\d+)|\s+/g, (_all, literal: string | undefined, field: string | undefined) =>
								literal !== undefined
									? literal
									: field === undefined
										? ''
										: field === '0'
											? line
											: field === 'NF'
												? (fields.at(-1) ?? '')
												: (fields[Number(field) - 1] ?? ''),
							),
					);
				process.stdout.write(`${values.join(' ')}\n`);
			}
		}
		return 0;
	};
}

export function patternPrograms(flavour: Flavour): Readonly<Record<string, Program>> {
	return {grep: grep(flavour), sed: sed(flavour), awk: awk()};
}
