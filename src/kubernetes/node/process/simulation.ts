/**
 * Runs the processes of one Pod in virtual time, all in step, so that they see each other's files. It is a pure
 * function of its input: logs, files and exit codes are worked out when somebody asks, and nothing runs until then.
 */
import {type Ending, type MachineInput, RunningMachine, type Surroundings, Thread, type TypedInput} from './machine.ts';
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
	Wait,
} from './process.ts';
import {signalNumber} from './signals.ts';
import {Pipe, TextInput, TextOutput} from './streams.ts';
import {Interrupted, Terminal} from './terminal.ts';

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

/** A process that ends by itself is seen to end a second after it started, not sooner. */
const shortestRun = 1000;
/** How far back the rounds of endless loops are run one by one: a day. */
const remembered = 86_400_000;
/** What a thread may do without time moving on. */
const stepLimit = 200_000;
const forever = Number.POSITIVE_INFINITY;

export class PodSimulation implements Surroundings {
	readonly input: SimulationInput;
	readonly machines: RunningMachine[];
	now: number;
	forgetsUntil = 0;
	readonly #threads: Thread[] = [];
	readonly #events: {at: number; run: () => void}[] = [];
	#nextEvent = 0;

	get network(): Network {
		return this.input.network;
	}

	constructor(input: SimulationInput) {
		this.input = input;
		this.now = 0;
		this.machines = input.machines.map(machine => new RunningMachine(this, machine));
		for (const machine of this.machines) {
			this.#schedule(machine);
		}
		for (const request of input.requests) {
			this.#events.push({at: request.at, run: () => this.request(request)});
		}
		this.#events.sort((a, b) => a.at - b.at);
	}

	#schedule(machine: RunningMachine): void {
		const {input} = machine;
		this.#events.push({at: input.startedAt, run: () => this.#boot(machine)});
		for (const {at, signal} of input.signals) {
			this.#events.push({at, run: () => this.signal(machine, signal)});
		}
		if (input.killedAt !== undefined) {
			this.#events.push({at: input.killedAt, run: () => this.#end(machine, 137)});
		}
		for (const exec of input.execs) {
			const output = {stdout: new TextOutput(), stderr: new TextOutput()};
			const slot: RunningMachine['execs'][number] = {output};
			machine.execs.push(slot);
			const closed = new TextInput(exec.stdin ?? '');
			const streams = this.#open({...exec, closed}, output, () => slot.thread);
			this.#events.push({
				at: exec.at,
				run: () => {
					const program = machine.program(exec.argv[0] ?? '') ?? scriptProgram(machine, exec.argv[0] ?? '');
					if (!machine.running) {
						slot.failure = 'not running';
					} else if (program) {
						const pid = machine.newPid();
						machine.processes.set(pid, exec.argv);
						const {argv} = exec;
						const process = {
							pid,
							argv,
							env: new Map(input.env),
							cwd: input.cwd,
							machine,
							...streams,
						};
						slot.thread = this.start(machine, pid, program(process));
					} else {
						slot.failure = 'missing';
					}
				},
			});
		}
	}

	#boot(machine: RunningMachine): void {
		const {input} = machine;
		const program = machine.program(input.argv[0] ?? '') ?? scriptProgram(machine, input.argv[0] ?? '');
		if (!program) {
			this.#end(machine, 128);
			return;
		}
		machine.processes.set(1, input.argv);
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
	): Pick<Process, 'stdin' | 'stdout' | 'stderr' | 'tty'> {
		if (!typed && !tty) {
			return {stdin: closed, ...output};
		}
		const terminal = tty ? new Terminal(output.stdout, () => this.#interrupt(thread())) : undefined;
		const input = terminal ?? new Pipe();
		const take = (text: string) => (input instanceof Terminal ? input.type(text) : input.write(text));
		for (const {after, text} of typed?.pieces ?? []) {
			this.#addEvent(at + after, () => take(text));
		}
		if (typed?.ends !== undefined) {
			this.#addEvent(at + typed.ends, () => input.close());
		}
		const stdin = typed ? input : closed;
		return terminal ? {stdin, stdout: terminal, stderr: terminal, tty: true} : {stdin, ...output};
	}

	/** Events may be added until the simulation has come to their time. */
	#addEvent(at: number, run: () => void): void {
		const after = this.#events.findIndex((event, index) => index >= this.#nextEvent && event.at > at);
		this.#events.splice(after < 0 ? this.#events.length : after, 0, {at, run});
	}

	/** Has a process stop what it does; the one that handles it goes on. */
	#interrupt(thread: Thread | undefined): void {
		if (thread && !thread.done) {
			this.#step(thread, () => thread.steps.throw(new Interrupted()));
		}
	}

	start(machine: RunningMachine, pid: number, steps: Steps): Thread {
		const thread = new Thread(machine, pid, steps, this.now);
		this.#threads.push(thread);
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
		for (const thread of this.#threads) {
			if (thread.machine === machine) {
				thread.done = true;
			}
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
		return server.http ? (server.http(request) satisfies HttpAnswer) : 'not-http';
	}

	#ready(thread: Thread): boolean {
		const {wait} = thread;
		return (
			wait.until <= this.now ||
			(wait.interruptible === true && thread.pid === 1 && thread.machine.signalled) ||
			wait.when?.() === true
		);
	}

	/** Whether a thread goes on as it does for ever, unless something comes from outside. */
	#goesOn({endless, wait, pid, machine}: Thread): boolean {
		return pid === 1 && machine.signalled ? false : endless || (wait.until === forever && !wait.when);
	}

	/** Whether a thread is about to ask what cannot be known yet. */
	#blocked(thread: Thread): boolean {
		return thread.wait.asksCluster === true && this.now > this.input.present;
	}

	/** Runs everything that is due at the present instant. */
	#settle(): void {
		let steps = 0;
		for (let again = true; again; ) {
			again = false;
			// Threads may start others while they run.
			for (let index = 0; index < this.#threads.length; index++) {
				const thread = this.#threads[index]!;
				while (!thread.done && this.#ready(thread) && !this.#blocked(thread)) {
					if (++steps > stepLimit) {
						throw new Error(`a process of ${thread.machine.input.argv.join(' ')} does not let time pass`);
					}
					again = true;
					this.#step(thread);
				}
			}
			for (let index = this.#threads.length - 1; index >= 0; index--) {
				if (this.#threads[index]!.done) {
					this.#threads.splice(index, 1);
				}
			}
		}
	}

	#step(thread: Thread, go: () => IteratorResult<Wait, number> = () => thread.steps.next()): void {
		let result: IteratorResult<Wait, number>;
		try {
			result = go();
		} catch (error) {
			if (!(error instanceof Interrupted)) {
				throw error;
			}
			result = {done: true, value: 130};
		}
		if (!result.done) {
			thread.wait = result.value;
			thread.endless ||= result.value.endless === true;
			return;
		}
		thread.done = true;
		thread.exitCode = result.value;
		thread.doneAt = this.now;
		thread.machine.processes.delete(thread.pid);
		if (thread.pid === 1) {
			this.#end(thread.machine, result.value);
		}
	}

	/** When something happens next; Infinity where nothing does. */
	#next(): number {
		let next = this.#events[this.#nextEvent]?.at ?? forever;
		for (const thread of this.#threads) {
			if (!this.#blocked(thread)) {
				next = Math.min(next, thread.wait.until);
			}
		}
		return next;
	}

	/** Moves time on, in the order in which things happen. */
	advanceTo(instant: number): void {
		this.forgetsUntil = instant - remembered;
		for (let next = this.#next(); next <= instant; next = this.#next()) {
			this.#advanceOnce(next);
		}
		this.now = Math.max(this.now, instant);
	}

	#advanceOnce(next: number): void {
		this.now = Math.max(this.now, next);
		while ((this.#events[this.#nextEvent]?.at ?? forever) <= this.now) {
			this.#events[this.#nextEvent++]!.run();
			this.#settle();
		}
		this.#settle();
	}

	/** When something happens next by itself; Infinity where nothing does. */
	get next(): number {
		return this.#next();
	}

	/** Whether a process has come to where it asks the cluster, which only a newer simulation can tell it. */
	get waitsForCluster(): boolean {
		return this.#threads.some(thread => this.#blocked(thread) && thread.wait.until <= this.now);
	}

	/** Whether nothing but a request, a signal or the cluster can still change anything. */
	isSteady(): boolean {
		return (
			this.#nextEvent >= this.#events.length &&
			this.#threads.every(({wait}) => wait.until === forever && !wait.when) &&
			this.machines.every(machine => !machine.running || [...machine.servers.values()].every(server => !server.changes))
		);
	}

	/** Runs a command in a machine from now on, until it is done or time is up. What it writes stays in this simulation. */
	execute(
		machine: RunningMachine,
		argv: readonly string[],
		until: number,
	): {readonly done: boolean; readonly exitCode: number; readonly output: string} {
		const program = machine.program(argv[0] ?? '') ?? scriptProgram(machine, argv[0] ?? '');
		if (!program) {
			return {done: true, exitCode: 127, output: ''};
		}
		const output = new TextOutput();
		const pid = machine.newPid();
		const {env, cwd} = machine.input;
		const process: Process = {
			pid,
			argv,
			env: new Map(env),
			cwd,
			stdin: new TextInput(''),
			stdout: output,
			stderr: output,
			machine,
		};
		const thread = this.start(machine, pid, program(process));
		this.#settle();
		for (let next = this.#next(); !thread.done && next <= until; next = this.#next()) {
			this.#advanceOnce(next);
		}
		return {done: thread.done, exitCode: thread.exitCode, output: output.text};
	}

	/**
	 * Looks ahead for the end of a machine. Gives when it ends, or when to look again (Infinity: it never ends by
	 * itself).
	 * @param budget how many instants to look at
	 */
	lookAhead(machine: RunningMachine, budget = 2000): {readonly ending: Ending} | {readonly again: number} {
		for (let looked = 0; ; looked++) {
			if (machine.ending) {
				return {ending: machine.ending};
			}
			const blocked = this.#threads.filter(thread => this.#blocked(thread));
			if (blocked.length > 0) {
				return {again: Math.min(...blocked.map(thread => thread.wait.until))};
			}
			const next = this.#next();
			const events = this.#nextEvent < this.#events.length;
			if (next === forever || (!events && this.#threads.every(thread => this.#goesOn(thread)))) {
				return {again: forever};
			}
			if (looked >= budget) {
				return {again: next};
			}
			this.#advanceOnce(next);
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
