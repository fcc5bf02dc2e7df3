/** Starts `serve` as it is installed, and asks it with the kubectl of this machine, as in another terminal. */
import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {program} from './tutor.ts';

export interface Ran {
	readonly exit: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs a line in a shell of its own whose KUBECONFIG was set by the line that the tutor or `serve` printed. */
export function inOtherTerminal(usage: string, line: string, folder = process.cwd()): Promise<Ran> {
	return new Promise(resolve => {
		execFile('sh', ['-c', `${usage}\n${line}`], {cwd: folder, timeout: 30_000}, (error, stdout, stderr) => {
			resolve({exit: error ? Number(error.code ?? 1) : 0, stdout, stderr});
		});
	});
}

export class ServeProcess {
	readonly #process: ChildProcess;
	readonly #exit: Promise<number>;
	readonly #usage: Promise<string>;
	stdout = '';
	stderr = '';

	constructor(home: string, ...args: string[]) {
		this.#process = spawn(process.execPath, [program, 'serve', '--home', home, ...args]);
		this.#process.stderr!.setEncoding('utf8').on('data', text => {
			this.stderr += text;
		});
		this.#exit = new Promise(resolve => this.#process.on('close', (code, signal) => resolve(signal ? 128 : code!)));
		this.#usage = new Promise((resolve, reject) => {
			this.#process.stdout!.setEncoding('utf8').on('data', text => {
				this.stdout += text;
				if (this.stdout.includes('\n')) {
					resolve(this.stdout.trim());
				}
			});
			void this.#exit.then(exit => reject(new Error(`serve ended with ${exit}: ${this.stderr}`)));
		});
		this.#usage.catch(() => {});
	}

	/** The line that it printed for other shells. */
	usage(): Promise<string> {
		return this.#usage;
	}

	/** Its exit code. */
	exit(): Promise<number> {
		return this.#exit;
	}

	async run(line: string): Promise<Ran> {
		return inOtherTerminal(await this.usage(), line);
	}

	async kubectl(...words: string[]): Promise<string> {
		const {exit, stdout, stderr} = await this.run(`kubectl ${words.join(' ')}`);
		if (exit !== 0) {
			throw new Error(`kubectl ${words.join(' ')} ended with ${exit}: ${stderr}`);
		}
		return stdout;
	}

	kill(signal: NodeJS.Signals): Promise<number> {
		this.#process.kill(signal);
		return this.#exit;
	}
}
