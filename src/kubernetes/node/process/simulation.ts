/**
 * Runs the processes of one Pod in virtual time, all in step, so that they see each other's files. It is a pure
 * function of its input: logs, files and exit codes are worked out when somebody asks, and nothing runs until then.
 */
import {
	type Ending,
	type ExecInput,
	type MachineInput,
	RunningMachine,
	type Surroundings,
	Thread,
	type TypedInput,
} from './machine.ts';
import {PidNamespace} from './pid-namespace.ts';
import type {
	HttpAnswer,
	HttpRequest,
	Input,
	Network,
	Output,
	Process,
	Program,
	Reply,
	Server,
	Steps,
} from './process.ts';
import {signalNumber} from './signals.ts';
import {Pipe, TextInput, TextOutput} from './streams.ts';
import {Terminal} from './terminal.ts';
import {forever, Timeline} from './timeline.ts';

/** A request from outside, such as a probe's. */
export interface RequestInput extends HttpRequest {
	readonly at: number;
	readonly port: number;
}

export interface SimulationInput {
	readonly machines: readonly MachineInput[];
	/** In the order of their time. */
	readonly requests: readonly RequestInput[];
	readonly podIP: string;
	/** What else runs where the containers' processes are, by its id. */
	readonly otherProcesses?: readonly (readonly [pid: number, argv: readonly string[]])[];
	/** The cluster as it is at `present`; nobody can know what it answers later. */
	readonly network: Network;
	readonly present: number;
}

/** Where a process's input and output come from and go to. */
interface StreamsInput {
	/** When the process begins. */
	readonly at: number;
	readonly typed?: TypedInput;
	readonly tty?: boolean;
	/** What it reads where nobody can type. */
	readonly closed: Input;
}

type ProcessStreams = Pick<Process, 'stdin' | 'stdout' | 'stderr' | 'tty'>;

/** A process that ends by itself is seen to end a second after it started, not sooner. */
const shortestRun = 1000;

export class PodSimulation implements Surroundings {
	readonly input: SimulationInput;
	readonly machines: RunningMachine[];
	readonly #timeline: Timeline;

	get now(): number {
		return this.#timeline.now;
	}

	get forgetsUntil(): number {
		return this.#timeline.forgetsUntil;
	}

	get network(): Network {
		return this.input.network;
	}

	readonly #pidNamespaces = new Map<string, PidNamespace>();

	pidNamespaceOf({input: {id, pidNamespace}}: RunningMachine): PidNamespace {
		const key = pidNamespace ?? id;
		const known = this.#pidNamespaces.get(key) ?? new PidNamespace(this.input.otherProcesses);
		this.#pidNamespaces.set(key, known);
		return known;
	}

	constructor(input: SimulationInput) {
		this.input = input;
		this.#timeline = new Timeline(input.present, thread => this.#threadDone(thread));
		this.machines = input.machines.map(machine => new RunningMachine(this, machine));
		for (const machine of this.machines) {
			this.#schedule(machine);
		}
		for (const request of input.requests) {
			this.#timeline.at(request.at, () => this.request(request));
		}
	}

	#schedule(machine: RunningMachine): void {
		const {startedAt, signals, killedAt, execs} = machine.input;
		this.#timeline.at(startedAt, () => this.#boot(machine));
		for (const {at, signal} of signals) {
			this.#timeline.at(at, () => this.signal(machine, signal));
		}
		if (killedAt !== undefined) {
			this.#timeline.at(killedAt, () => this.#end(machine, 137));
		}
		for (const exec of execs) {
			this.#scheduleExec(machine, exec);
		}
	}

	#scheduleExec(machine: RunningMachine, exec: ExecInput): void {
		const output = {stdout: new TextOutput(), stderr: new TextOutput()};
		const slot: RunningMachine['execs'][number] = {output};
		machine.execs.push(slot);
		const closed = new TextInput(exec.stdin ?? '');
		const streams = this.#open({...exec, closed}, output, () => slot.thread);
		this.#timeline.at(exec.at, () => {
			if (!machine.running) {
				slot.failure = 'not running';
				return;
			}
			slot.thread = this.#launch(machine, exec.argv, streams);
			if (!slot.thread) {
				slot.failure = 'missing';
			}
		});
	}

	/** Starts one more process in a machine; undefined where there is no such executable. */
	#launch(machine: RunningMachine, argv: readonly string[], streams: ProcessStreams): Thread | undefined {
		const program = findExecutable(machine, argv);
		if (!program) {
			return undefined;
		}
		const pid = machine.newPid();
		machine.processes.set(pid, argv);
		const {env, cwd} = machine.input;
		return this.start(machine, pid, program({pid, argv, env: new Map(env), cwd, machine, ...streams}));
	}

	#boot(machine: RunningMachine): void {
		const {input} = machine;
		const program = findExecutable(machine, input.argv);
		if (!program) {
			this.#end(machine, 128);
			return;
		}
		machine.boot();
		let thread: Thread | undefined;
		const closed = input.stdinOpen ? openInput : new TextInput('');
		const log = {stdout: machine.log.out, stderr: machine.log.err};
		const process: Process = {
			pid: 1,
			argv: input.argv,
			env: new Map(input.env),
			cwd: input.cwd,
			machine,
			...this.#open({...input, at: input.startedAt, closed}, log, () => thread),
		};
		thread = this.start(machine, 1, program(process));
	}

	/** What a process reads and writes, and the events of what is typed into it. */
	#open(
		{at, typed, tty, closed}: StreamsInput,
		output: {readonly stdout: Output; readonly stderr: Output},
		thread: () => Thread | undefined,
	): ProcessStreams {
		if (!typed && !tty) {
			return {stdin: closed, ...output};
		}
		const terminal = tty
			? new Terminal(output.stdout, () => {
					const reading = thread();
					if (reading) {
						this.#timeline.interrupt(reading);
					}
				})
			: undefined;
		const input = terminal ?? new Pipe();
		const take = (text: string) => (input instanceof Terminal ? input.type(text) : input.write(text));
		for (const {after, text} of typed?.pieces ?? []) {
			this.#timeline.at(at + after, () => take(text));
		}
		if (typed?.ends !== undefined) {
			this.#timeline.at(at + typed.ends, () => input.close());
		}
		const stdin = typed ? input : closed;
		return terminal ? {stdin, stdout: terminal, stderr: terminal, tty: true} : {stdin, ...output};
	}

	start(machine: RunningMachine, pid: number, steps: Steps): Thread {
		const thread = new Thread(machine, pid, steps, this.now);
		this.#timeline.start(thread);
		return thread;
	}

	signal(machine: RunningMachine, signal: string): void {
		if (machine.running && !machine.signal(signal) && !machine.input.ownProcesses) {
			this.#end(machine, 128 + (signalNumber(signal) || 15));
		}
	}

	#end(machine: RunningMachine, exitCode: number): void {
		if (machine.ending) {
			return;
		}
		const signalled = machine.input.signals.some(({at}) => at <= this.now) || machine.input.killedAt === this.now;
		const at = signalled ? this.now : Math.max(this.now, machine.input.startedAt + shortestRun);
		const killedAt = machine.input.killedAt ?? forever;
		machine.ending = killedAt < at ? {at: killedAt, exitCode: 137} : {at, exitCode};
		machine.servers.clear();
		this.#timeline.stop(machine);
	}

	#threadDone({machine, pid, exitCode}: Thread): void {
		machine.processes.delete(pid);
		if (pid === 1) {
			this.#end(machine, exitCode);
		}
	}

	serverAt(port: number): Server | undefined {
		for (const machine of this.machines) {
			const server = machine.running ? machine.servers.get(port) : undefined;
			if (server) {
				return server;
			}
		}
		return undefined;
	}

	request(request: HttpRequest & {readonly port: number}): Reply {
		const server = this.serverAt(request.port);
		if (!server) {
			return 'refused';
		}
		if (server.tls && !request.secure) {
			return {status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n'};
		}
		return server.http ? (server.http(request) satisfies HttpAnswer) : 'not-http';
	}

	/** Moves time on to an instant, in the order in which things happen. */
	advanceTo(instant: number): void {
		this.#timeline.advanceTo(instant);
	}

	/** When something happens next by itself; Infinity where nothing does. */
	get next(): number {
		return this.#timeline.next;
	}

	/** Whether a process has come to where it asks the cluster, which only a newer simulation can tell it. */
	get waitsForCluster(): boolean {
		return (this.#timeline.asksNext ?? forever) <= this.now;
	}

	/** Whether nothing but a request, a signal or the cluster can still change anything. */
	isSteady(): boolean {
		return (
			this.#timeline.rests &&
			this.machines.every(machine => !machine.running || [...machine.servers.values()].every(server => !server.changes))
		);
	}

	/** Runs a command in a machine from now on, until it is done or time is up. What it writes stays in this simulation. */
	execute(
		machine: RunningMachine,
		argv: readonly string[],
		until: number,
	): {readonly done: boolean; readonly exitCode: number; readonly output: string} {
		const output = new TextOutput();
		const thread = this.#launch(machine, argv, {stdin: new TextInput(''), stdout: output, stderr: output});
		if (!thread) {
			return {done: true, exitCode: 127, output: ''};
		}
		const timeline = this.#timeline;
		timeline.settle();
		for (let {next} = timeline; !thread.done && next <= until; {next} = timeline) {
			timeline.advanceOnce(next);
		}
		return {done: thread.done, exitCode: thread.exitCode, output: output.text};
	}

	/**
	 * Looks ahead for the end of a machine. Gives when it ends, or when to look again (Infinity: it never ends by
	 * itself).
	 * @param budget how many instants to look at
	 */
	lookAhead(machine: RunningMachine, budget = 2000): {readonly ending: Ending} | {readonly again: number} {
		const timeline = this.#timeline;
		for (let looked = 0; ; looked++) {
			if (machine.ending) {
				return {ending: machine.ending};
			}
			const {asksNext, next} = timeline;
			if (asksNext !== undefined) {
				return {again: asksNext};
			}
			if (next === forever || timeline.goesRound) {
				return {again: forever};
			}
			if (looked >= budget) {
				return {again: next};
			}
			timeline.advanceOnce(next);
		}
	}
}

/** Input that stays open and never says anything. */
const openInput = {
	*readLine(): Steps<string | undefined> {
		for (;;) {
			yield {until: forever};
		}
	},
	*readAll(): Steps<string> {
		for (;;) {
			yield {until: forever};
		}
	},
};

/** What runs by a command's first word: an executable of the image, or a script by its path. */
function findExecutable(machine: RunningMachine, [path = '']: readonly string[]): Program | undefined {
	return machine.program(path) ?? scriptProgram(machine, path);
}

/** A script in a volume or an image that is run by its path. */
function scriptProgram(machine: RunningMachine, path: string): Program | undefined {
	const entry = path.startsWith('/') ? machine.files.entry(path) : undefined;
	const interpreter = /^#!\s*(\S+)/.exec(entry?.data ?? '')?.[1];
	const shell =
		interpreter === undefined ? undefined : machine.program(interpreter === '/usr/bin/env' ? 'sh' : interpreter);
	if (!entry || !shell || !((entry.mode ?? 0) & 0o111)) {
		return undefined;
	}
	return process => shell({...process, argv: ['sh', ...process.argv]});
}
