/** What a process in a virtual container is: steps in virtual time that write lines and end with an exit code. */
import type {ContainerFiles} from './files.ts';

/** What a process waits for. It goes on when `until` has come or `when` holds, whichever is first. */
export interface Wait {
	/** Milliseconds since 1970; Infinity waits for ever. */
	readonly until: number;
	readonly when?: () => boolean;
	/** Whether a signal ends the wait. */
	readonly interruptible?: boolean;
	/** What comes after this wait goes the same way round for ever: nobody needs to look ahead for an end. */
	readonly endless?: boolean;
	/** What comes next depends on the cluster as it is then, so nobody can look ahead. */
	readonly asksCluster?: boolean;
}

/** A process, as a generator: it yields what it waits for. */
export type Steps<T = number> = Generator<Wait, T, void>;

/** What a process reads. */
export interface Input {
	/** The next line without its end; undefined at the end of the input. */
	readLine(): Steps<string | undefined>;
	readAll(): Steps<string>;
}

export interface Output {
	write(text: string): void;
}

/** Facts of the Pod and the node that a process can find out. */
export interface Host {
	readonly hostname: string;
	readonly fqdn?: string;
	readonly podIP: string;
	readonly nodeName: string;
	readonly user: {readonly uid: number; readonly gid: number; readonly groups: readonly number[]};
}

export interface HttpAnswer {
	readonly status: number;
	readonly body: string;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpRequest {
	readonly path: string;
	readonly host: string;
	readonly agent: string;
	/** The address that it comes from. */
	readonly from: string;
	/** Whether it comes over TLS. */
	readonly secure?: boolean;
}

/** What listens on a port. */
export interface Server {
	/** Answers a request; absent where the port speaks something else than HTTP. */
	http?(request: HttpRequest): HttpAnswer;
	/** Whether it speaks TLS. */
	readonly tls?: boolean;
	/** Whether what it answers changes by itself as time goes on. */
	readonly changes?: boolean;
	/** The health of a gRPC service; undefined where it does not know the service. */
	grpc?(service: string): boolean | undefined;
}

/** How a connection went: an answer, refused, or nobody there. */
export type Reply = HttpAnswer | 'refused' | 'timeout' | 'unresolved' | 'not-http' | 'open';

/** The network as it is at the present instant. */
export interface Network {
	/** The addresses of a name; none where it does not exist. */
	resolve(name: string): readonly string[];
	/** Asks a server over HTTP. */
	get(host: string, port: number, path: string, headers: Readonly<Record<string, string>>): Reply;
	/** Opens a connection: `open`, `refused`, `timeout` or `unresolved`. */
	connect(host: string, port: number): Reply;
}

/** A process that runs beside the one that started it. */
export interface Job {
	readonly pid: number;
	readonly done: boolean;
	readonly exitCode: number;
	kill(): void;
}

/** What surrounds the processes of one container. */
export interface Machine {
	readonly now: number;
	readonly host: Host;
	readonly files: ContainerFiles;
	/** Where it can be asked; else only after a wait with `asksCluster`. */
	readonly network: Network;
	/** The command lines of what runs, by process id. */
	readonly processes: ReadonlyMap<number, readonly string[]>;
	/** The same with those of other containers that share them. */
	readonly allProcesses: ReadonlyMap<number, readonly string[]>;
	/** Has a process in the list that does nothing by itself, such as a server's worker. */
	show(pid: number, argv: readonly string[]): void;
	/** Finds what a command does; undefined where the image has no such executable. */
	program(name: string): Program | undefined;
	spawn(steps: (pid: number) => Steps, argv: readonly string[]): Job;
	/**
	 * Sends a signal such as `SIGTERM` from inside the container; `0` only asks. False where no process has that id.
	 * The kernel keeps from process 1 what it does not handle, SIGKILL too.
	 */
	kill(pid: number, signal: string): boolean;
	/** Takes a signal that came for process 1; undefined where none did. */
	takeSignal(): string | undefined;
	/** Which signals of process 1 have somebody to handle them; the kernel drops the others. */
	readonly handled: Set<string>;
	/** What happened before this instant is too long ago for anybody to ask. */
	readonly forgetsUntil: number;
	/** Opens a port, until process 1 ends. */
	listen(port: number, server: Server): void;
	/** What the processes of one image keep in memory together. */
	readonly memory: Map<string, string>;
	/** Where process 1 writes: what another process writes there is in the log. */
	readonly log: {readonly out: Output; readonly err: Output};
}

export interface Process {
	readonly pid: number;
	readonly argv: readonly string[];
	readonly env: Map<string, string>;
	readonly cwd: string;
	readonly stdin: Input;
	readonly stdout: Output;
	readonly stderr: Output;
	/** Whether a terminal is where it reads from and writes to. */
	readonly tty?: boolean;
	readonly machine: Machine;
}

/** What an executable does. Its result is the exit code. */
export type Program = (process: Process) => Steps;

/** A program that does everything at once. */
export function immediate(run: (process: Process) => number): Program {
	// biome-ignore lint/correctness/useYield: it waits for nothing
	return function* (process) {
		return run(process);
	};
}

/** Waits for a signal that the server handles, and nothing else; the result is its name. */
export function* untilSignal(process: Process, signals: readonly string[]): Steps<string> {
	for (const signal of signals) {
		process.machine.handled.add(signal);
	}
	for (;;) {
		const signal = process.machine.takeSignal();
		if (signal !== undefined && signals.includes(signal)) {
			return signal;
		}
		yield {until: Number.POSITIVE_INFINITY, interruptible: true};
	}
}

export function* sleepFor(process: Process, milliseconds: number): Steps<void> {
	const until = process.machine.now + milliseconds;
	while (process.machine.now < until) {
		yield {until};
	}
}
