/** `dd`: copies bytes in blocks, and says how many. */
import {FileFailure} from '../process/files.ts';
import {resolvePath} from '../process/paths.ts';
import type {Process, Program, Steps} from '../process/process.ts';
import type {Flavour} from './programs.ts';

const units: Readonly<Record<string, number>> = {
	'': 1,
	c: 1,
	w: 2,
	b: 512,
	k: 1024,
	K: 1024,
	kB: 1000,
	M: 1024 ** 2,
	MB: 1000 ** 2,
	G: 1024 ** 3,
	GB: 1000 ** 3,
};
/** More than this is too much for the files of this machine. */
const most = 16 * 1024 ** 2;
/** How many bytes a second it copies, and how long it takes at least. */
const speed = 1e9;
const shortest = 0.00005;

/** A number with one of the suffixes; undefined where it is none. */
function size(text: string | undefined): number | undefined {
	const match = /^(\d+)([a-zA-Z]*)$/.exec(text ?? '');
	const unit = match && units[match[2]!];
	return match && unit ? Number(match[1]) * unit : undefined;
}

export function dd(flavour: Flavour): Program {
	return function* (process): Steps {
		const operands = new Map<string, string>();
		for (const word of process.argv.slice(1)) {
			const at = word.indexOf('=');
			if (at < 0 || !/^(if|of|bs|ibs|obs|count|skip|seek|conv|iflag|oflag|status)$/.test(word.slice(0, at))) {
				process.stderr.write(
					flavour === 'gnu'
						? `dd: unrecognized operand '${word}'\nTry 'dd --help' for more information.\n`
						: `dd: invalid argument '${word}'\n`,
				);
				return 1;
			}
			operands.set(word.slice(0, at), word.slice(at + 1));
		}
		const block = size(operands.get('bs') ?? operands.get('ibs') ?? '512') ?? 0;
		const count = operands.has('count') ? size(operands.get('count')) : undefined;
		if (block === 0 || (operands.has('count') && count === undefined)) {
			const wrong = block === 0 ? (operands.get('bs') ?? operands.get('ibs')) : operands.get('count');
			process.stderr.write(`dd: invalid number '${wrong}'\n`);
			return 1;
		}
		try {
			const text = yield* input(process, operands.get('if'), block, count);
			const skipped = text.slice((size(operands.get('skip')) ?? 0) * block);
			const data = count === undefined ? skipped : skipped.slice(0, count * block);
			output(process, operands, block, data);
			if (operands.get('status') !== 'none') {
				process.stderr.write(report(flavour, data.length, block, operands.get('status') === 'noxfer'));
			}
			return 0;
		} catch (error) {
			if (!(error instanceof FileFailure)) {
				throw error;
			}
			process.stderr.write(`dd: ${error.message}\n`);
			return 1;
		}
	};
}

function* input(process: Process, file: string | undefined, block: number, count: number | undefined): Steps<string> {
	if (file === undefined) {
		return yield* process.stdin.readAll();
	}
	if (file === '/dev/zero') {
		// Without a count it would go on until the disk is full.
		const wanted = count === undefined ? most + 1 : count * block;
		return '\0'.repeat(Math.min(wanted, most + 1));
	}
	try {
		return process.machine.files.read(resolvePath(process.cwd, file));
	} catch (error) {
		throw error instanceof FileFailure ? new FileFailure(`can't open '${file}': ${error.message}`) : error;
	}
}

function output(process: Process, operands: ReadonlyMap<string, string>, block: number, data: string): void {
	const file = operands.get('of');
	if (file === undefined) {
		process.stdout.write(data);
		return;
	}
	if (data.length > most) {
		throw new FileFailure(`error writing '${file}': No space left on device`);
	}
	const {files, now} = process.machine;
	const path = resolvePath(process.cwd, file);
	const before = files.entry(path)?.data ?? '';
	const start = (size(operands.get('seek')) ?? 0) * block;
	const kept = operands.get('conv')?.split(',').includes('notrunc') ? before.slice(start + data.length) : '';
	try {
		files.write(path, before.slice(0, start).padEnd(start, '\0') + data + kept, now);
	} catch (error) {
		throw error instanceof FileFailure ? new FileFailure(`can't open '${file}': ${error.message}`) : error;
	}
}

function report(flavour: Flavour, bytes: number, block: number, short: boolean): string {
	const records = `${Math.floor(bytes / block)}+${bytes % block > 0 ? 1 : 0} records`;
	const lines = `${records} in\n${records} out\n`;
	if (short) {
		return lines;
	}
	const seconds = Math.max(bytes / speed, shortest);
	const rate = bytes / seconds;
	if (flavour === 'busybox') {
		return `${lines}${bytes} bytes (${human(bytes)}B) copied, ${seconds.toFixed(6)} seconds, ${human(rate)}B/s\n`;
	}
	const long = bytes >= 1000 ? ` (${si(bytes)}B, ${human(bytes).replace(/([A-Z])$/, ' $1i')}B)` : '';
	return `${lines}${bytes} byte${bytes === 1 ? '' : 's'}${long} copied, ${Number(seconds.toPrecision(3))} s, ${si(rate)}B/s\n`;
}

/** In powers of 1024: `23.3K`. */
function human(amount: number): string {
	return scaled(amount, 1024, ['', 'K', 'M', 'G', 'T']);
}

/** In powers of 1000: `23.3 k`. */
function si(amount: number): string {
	return scaled(amount, 1000, [' ', ' k', ' M', ' G', ' T']);
}

function scaled(amount: number, base: number, suffixes: readonly string[]): string {
	let value = amount;
	let step = 0;
	while (value >= base && step < suffixes.length - 1) {
		value /= base;
		step++;
	}
	return `${step === 0 ? Math.round(value) : value.toFixed(1)}${suffixes[step]}`;
}
