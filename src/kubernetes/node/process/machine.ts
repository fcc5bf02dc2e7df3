/** A container while it runs in a simulation: its files, processes, ports and log. */
import {ContainerFiles, type Mount} from './files.ts';
import type {PidNamespace} from './pid-namespace.ts';
import type {Host, HttpRequest, Job, Machine, Network, Program, Reply, Server, Steps, Wait} from './process.ts';
import type {TextOutput} from './streams.ts';

/** A piece of a log. */
export interface LogEntry {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly stream: 'stdout' | 'stderr';
	/** One line; `partial` where its end is missing yet. */
	readonly text: string;
	readonly partial?: boolean;
}

/** A command that somebody ran in a container. */
export interface ExecInput {
	readonly at: number;
	readonly argv: readonly string[];
	/** All of its input, where that is there from the beginning. */
	readonly stdin?: string;
	/** What comes in while it runs. */
	readonly typed?: TypedInput;
	/** Whether it has a terminal. */
	readonly tty?: boolean;
}

/** Input that comes piece by piece. Times are milliseconds after the process began. */
export interface TypedInput {
	readonly pieces: readonly {readonly after: number; readonly text: string}[];
	/** When it ends; absent while it is open. */
	readonly ends?: number;
}

/** One run of a container. */
export interface MachineInput {
	/** The container's id. */
	readonly id: string;
	readonly argv: readonly string[];
	readonly env: ReadonlyMap<string, string>;
	readonly cwd: string;
	readonly bin: Readonly<Record<string, Program>>;
	readonly files: Readonly<Record<string, string>>;
	readonly mounts: readonly Mount[];
	readonly readOnlyRoot: boolean;
	readonly host: Host;
	readonly startedAt: number;
	/** Whether standard input stays open, as `stdin: true` makes it. */
	readonly stdinOpen: boolean;
	/** What came in through it. */
	readonly typed?: TypedInput;
	/** Whether process 1 has a terminal. */
	readonly tty?: boolean;
	/** Containers with the same see each other's processes; absent where a container has its own. */
	readonly pidNamespace?: string;
	/** Whether process 1 is the container's own; else signals that nobody handles end it. */
	readonly ownProcesses: boolean;
	readonly signals: readonly {readonly at: number; readonly signal: string}[];
	readonly killedAt?: number;
	readonly execs: readonly ExecInput[];
	/** What the cluster answered to this container so far, in order. */
	readonly answers: readonly (Reply | readonly string[])[];
}

/** A request to another server of the cluster. */
export interface SentRequest {
	/** A name or an address. */
	readonly host: string;
	readonly port: number;
	readonly path: string;
	readonly agent: string;
}

export interface Ending {
	readonly at: number;
	readonly exitCode: number;
}

/** What a machine needs of the simulation that it is in. */
export interface Surroundings {
	readonly now: number;
	readonly forgetsUntil: number;
	readonly network: Network;
	pidNamespaceOf(machine: RunningMachine): PidNamespace;
	start(machine: RunningMachine, pid: number, steps: Steps): Thread;
	serverAt(port: number): Server | undefined;
	request(request: HttpRequest & {readonly port: number}): Reply;
	/** Sends a signal to a machine's process 1. */
	signal(machine: RunningMachine, signal: string): void;
}

/** A process that the simulation runs. */
export class Thread {
	readonly steps: Steps;
	readonly machine: RunningMachine;
	readonly pid: number;
	wait: Wait = {until: 0};
	done = false;
	/** Whether it goes the same way round for ever. */
	endless = false;
	exitCode = 0;
	/** When it was done. */
	doneAt = 0;
	constructor(machine: RunningMachine, pid: number, steps: Steps, now: number) {
		this.machine = machine;
		this.pid = pid;
		this.steps = steps;
		this.wait = {until: now};
	}
}

/** An executable by its name or its path. */
export function findProgram(bin: Readonly<Record<string, Program>>, name: string): Program | undefined {
	const short = name.replace(/^(\/usr\/local\/s?bin|\/usr\/s?bin|\/s?bin)\//, '');
	return bin[name] ?? (short.includes('/') ? undefined : bin[short]);
}

/** A container while it runs in the simulation. */
export class RunningMachine implements Machine {
	readonly input: MachineInput;
	readonly files: ContainerFiles;
	readonly processes = new Map<number, readonly string[]>();
	readonly handled = new Set<string>();
	readonly memory = new Map<string, string>();
	readonly servers = new Map<number, Server>();
	readonly lines: LogEntry[] = [];
	readonly log;
	/** What the cluster was newly asked. */
	readonly answers: (Reply | readonly string[])[] = [];
	/** The HTTP requests among that, for their servers to take note of. */
	readonly sent: SentRequest[] = [];
	readonly execs: {
		output: {stdout: TextOutput; stderr: TextOutput};
		thread?: Thread;
		failure?: 'missing' | 'not running';
	}[] = [];
	ending: Ending | undefined;
	readonly #simulation: Surroundings;
	readonly #pending: string[] = [];
	readonly #jobs = new Map<number, Job>();
	readonly #pids: PidNamespace;
	readonly #open: {stdout: string; stderr: string} = {stdout: '', stderr: ''};
	/** The id of its first process as others see it that share their processes with it. */
	firstPid = 1;
	#asked = 0;

	constructor(simulation: Surroundings, input: MachineInput) {
		this.#simulation = simulation;
		this.input = input;
		this.files = new ContainerFiles(input.files, input.mounts, {
			built: Date.UTC(2025, 0, 1),
			readOnlyRoot: input.readOnlyRoot,
		});
		this.#pids = simulation.pidNamespaceOf(this);
		const output = (stream: 'stdout' | 'stderr') => ({write: (text: string) => this.#write(stream, text)});
		this.log = {out: output('stdout'), err: output('stderr')};
	}

	get now(): number {
		return this.#simulation.now;
	}

	get forgetsUntil(): number {
		return this.#simulation.forgetsUntil;
	}

	get host(): Host {
		return this.input.host;
	}

	get running(): boolean {
		return this.ending === undefined;
	}

	#write(stream: 'stdout' | 'stderr', text: string): void {
		const parts = (this.#open[stream] + text).split('\n');
		this.#open[stream] = parts.pop()!;
		for (const part of parts) {
			this.lines.push({at: this.now, stream, text: part});
		}
	}

	/** The lines so far, and those whose end is missing yet. */
	entries(): LogEntry[] {
		const open = (['stdout', 'stderr'] as const)
			.filter(stream => this.#open[stream] !== '')
			.map(stream => ({at: this.now, stream, text: this.#open[stream], partial: true}));
		return [...this.lines, ...open];
	}

	program(name: string): Program | undefined {
		return findProgram(this.input.bin, name);
	}

	spawn(steps: (pid: number) => Steps, argv: readonly string[]): Job {
		const pid = this.newPid();
		const thread = this.#simulation.start(this, pid, steps(pid));
		this.processes.set(pid, argv);
		const job: Job = {
			pid,
			get done() {
				return thread.done;
			},
			get exitCode() {
				return thread.exitCode;
			},
			kill: () => {
				thread.done = true;
				thread.exitCode = 143;
				this.processes.delete(pid);
			},
		};
		this.#jobs.set(pid, job);
		return job;
	}

	/** Its first process begins. */
	boot(): void {
		this.firstPid = this.#pids.join(this);
		this.processes.set(1, this.input.argv);
	}

	get allProcesses(): ReadonlyMap<number, readonly string[]> {
		return this.#pids.processes();
	}

	kill(given: number, signal: string): boolean {
		const found = this.#pids.find(given);
		return found?.machine.killOwn(found.pid, signal) ?? false;
	}

	killOwn(pid: number, signal: string): boolean {
		if (!this.processes.has(pid)) {
			return false;
		}
		if (signal === '0') {
			return true;
		}
		if (pid === 1) {
			this.#simulation.signal(this, signal);
		} else {
			this.#jobs.get(pid)?.kill();
		}
		return true;
	}

	takeSignal(): string | undefined {
		return this.#pending.shift();
	}

	signal(name: string): boolean {
		if (!this.handled.has(name)) {
			return false;
		}
		this.#pending.push(name);
		return true;
	}

	get signalled(): boolean {
		return this.#pending.length > 0;
	}

	listen(port: number, server: Server): void {
		this.servers.set(port, server);
	}

	/** The network: this Pod's own ports at any time, and the cluster's answers as they were. */
	get network(): Network {
		const own = (host: string) =>
			host === 'localhost' || host === '127.0.0.1' || host === '::1' || host === this.host.podIP;
		return {
			resolve: name => (own(name) ? ['127.0.0.1'] : this.#ask(() => this.#simulation.network.resolve(name))),
			connect: (host, port) => {
				if (own(host)) {
					return this.#simulation.serverAt(port) ? 'open' : 'refused';
				}
				return this.#ask(() => this.#simulation.network.connect(host, port));
			},
			get: (host, port, path, headers) => {
				if (own(host)) {
					const from = host === this.host.podIP ? host : '127.0.0.1';
					return this.#simulation.request({port, path, host, agent: headers['User-Agent'] ?? '-', from});
				}
				return this.#ask(() => {
					this.sent.push({host, port, path, agent: headers['User-Agent'] ?? '-'});
					return this.#simulation.network.get(host, port, path, headers);
				});
			},
		};
	}

	#ask<T extends Reply | readonly string[]>(live: () => T): T {
		const index = this.#asked++;
		const known = this.input.answers[index] ?? this.answers[index - this.input.answers.length];
		if (known !== undefined) {
			return known as T;
		}
		const answer = live();
		this.answers.push(answer);
		return answer;
	}

	show(pid: number, argv: readonly string[]): void {
		this.processes.set(pid, argv);
	}

	newPid(): number {
		return this.#pids.newPid();
	}
}
