/** A cluster in virtual time: an API server, controllers and nodes, put together; time, snapshots and clients. */
import type {Connection} from '../apimachinery/connection.ts';
import {shiftTimes} from '../apimachinery/shift-times.ts';
import type {ApiClient} from './api/client.ts';
import {fieldManager} from './api/field-manager/index.ts';
import {InProcessClient} from './api/in-process-client.ts';
import {Registry} from './api/registry.ts';
import {type ResourceDefinition, resourceName} from './api/resource.ts';
import {ApiServer} from './api/server.ts';
import {type Change, type SavedStore, Store, type StoreSnapshot} from './api/store.ts';
import {type ClockSnapshot, loadClock, type SavedClock, saveClock, VirtualClock} from './clock.ts';
import {type ConnectionHost, type ConnectOptions, connectTo} from './connection.ts';
import type {Controller} from './controller.ts';
import {ControllerRunner} from './controller-runner.ts';
import type {Machines, MachinesFactory, NewMachine} from './machines.ts';
import {Waiters} from './waiters.ts';

/** A cluster as it was at a moment. It shares what it holds with the cluster, and costs next to nothing. */
export interface ClusterSnapshot {
	readonly store: StoreSnapshot;
	readonly clock: ClockSnapshot;
}

/** The same as plain JSON, for a file. */
export interface SavedCluster {
	readonly version: typeof savedVersion;
	readonly store: SavedStore;
	readonly clock: SavedClock;
}

/** Grows when an older version's saved clusters can no longer be read as they are. */
export const savedVersion = 1;

/** What a cluster is made of. */
export interface ClusterParts {
	readonly resources: readonly ResourceDefinition[];
	readonly controllers: readonly Controller[];
	/** Absent in clusters that are only a control plane. */
	readonly machines?: MachinesFactory;
}

/** Is told each change, and of undefined when the whole state was put back. */
export type ChangeListener = (change: Change | undefined) => void;

/** How many events may happen in a row before clients get their turn, although none of them was told anything. */
const turnLength = 1000;

/** Nothing in it asks the real time, so it goes as fast as it is driven. */
export class Cluster {
	/** The API as the cluster's own parts use it: at once. */
	readonly client: ApiClient;
	readonly #parts: ClusterParts;
	readonly #store = new Store();
	readonly #clock: VirtualClock;
	readonly #server: ApiServer;
	readonly #runner: ControllerRunner;
	readonly #machines: Machines | undefined;
	readonly #waiters = new Waiters();
	readonly #listeners = new Set<ChangeListener>();
	readonly #host: ConnectionHost;
	#paused = false;
	/** Whether a client has been told something since it last had its turn. */
	#stirred = false;

	/** An empty cluster whose controllers have not started; see `createCluster` (cluster.ts). */
	constructor(parts: ClusterParts, options: {readonly start: number; readonly seed: number}) {
		this.#parts = parts;
		this.#clock = new VirtualClock(options);
		const registry = new Registry({
			store: this.#store,
			clock: this.#clock,
			definitions: parts.resources,
			fieldManager,
		});
		this.client = new InProcessClient(registry, 'kube-apiserver');
		const runner = new ControllerRunner(parts.controllers, registry);
		this.#runner = runner;
		this.#machines = parts.machines?.({
			contextOf: name => runner.contextOf(name),
			alarm: (instant, ring) => this.#waiters.add(instant, ring),
		});
		this.#server = new ApiServer(registry, this.#machines);
		this.#host = this.#makeHost();
		this.#store.subscribe(change => this.#tell(change));
		this.#store.onReset(() => this.#tell(undefined));
	}

	/** Milliseconds since 1970, in virtual time. */
	get now(): number {
		return this.#clock.now;
	}

	/** The revision of the latest change. */
	get revision(): number {
		return this.#store.revision;
	}

	/** When something falls due next, in the cluster or for who waits on it. */
	get next(): number | undefined {
		const [inside, outside] = [this.#clock.next, this.#waiters.next];
		return inside === undefined || outside === undefined ? (inside ?? outside) : Math.min(inside, outside);
	}

	/** The instant that the first of the waiting clients waits for, if any does: a `sleep`, a timeout, a poll. */
	get nextAwaited(): number | undefined {
		return this.#waiters.next;
	}

	/** Whether clients are told that time stands still. Whoever holds the cluster can advance it all the same. */
	get paused(): boolean {
		return this.#paused;
	}

	set paused(paused: boolean) {
		this.#paused = paused;
		const last = this.#waiters.lastBrief;
		if (paused && last !== undefined) {
			// Requests on their way are not stopped: commands that do not wait must end.
			this.advanceTo(last);
		}
	}

	/** A client's way in. Each has its own latency and name. */
	connect(options: ConnectOptions = {}): Connection {
		return connectTo(this.#host, options);
	}

	/** Starts the controllers of a new cluster. */
	start(): void {
		this.#runner.start();
	}

	/** Adds a machine and switches it on. */
	addNode(name: string, ip: string, more: Omit<NewMachine, 'name' | 'ip'> = {}): void {
		this.#theMachines.add({name, ip, ...more});
	}

	/**
	 * Takes a machine's power away. The cluster learns of it as a real one does: by hearing no more of it.
	 * @returns whether there is such a machine
	 */
	stopNode(name: string): boolean {
		return this.#theMachines.stop(name);
	}

	/** Gives a machine its power back; one whose Node was deleted registers anew. Whether there is such a machine. */
	startNode(name: string): boolean {
		return this.#theMachines.start(name);
	}

	advance(milliseconds: number): void {
		this.advanceTo(this.now + milliseconds);
	}

	/** Moves time on, having everything happen that falls due on the way. */
	advanceTo(instant: number): void {
		for (let next = this.next; next !== undefined && next <= instant; next = this.next) {
			this.#step(next);
		}
		this.#clock.advanceTo(instant);
	}

	/**
	 * Moves time on, event by event, until the promise settles; clients get their turn in between. For scripts and
	 * tests. Throws where nothing is left to happen and the promise has not settled.
	 */
	async runUntil<T>(promise: Promise<T>): Promise<T> {
		if (!(await this.runTowards(promise, Number.POSITIVE_INFINITY))) {
			throw new Error('nothing is left to happen in the cluster, and what was waited for has not happened');
		}
		return promise;
	}

	/**
	 * The same, but time moves on no further than to `instant`.
	 * @returns whether the promise has settled
	 */
	async runTowards(promise: Promise<unknown>, instant: number): Promise<boolean> {
		let settled = false;
		const settle = () => {
			settled = true;
		};
		promise.then(settle, settle);
		for (await turn(); !settled; await turn()) {
			this.#stirred = false;
			for (let events = 0; !this.#stirred && events < turnLength; events++) {
				const {next} = this;
				if (next === undefined || next > instant) {
					if (Number.isFinite(instant)) {
						this.#clock.advanceTo(instant);
					}
					return false;
				}
				this.#step(next);
			}
		}
		return true;
	}

	/** Is told each change as it happens, and of undefined when the whole state was put back. Returns what stops it. */
	onChange(listener: ChangeListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	snapshot(): ClusterSnapshot {
		return {store: this.#store.snapshot(), clock: this.#clock.snapshot()};
	}

	/** Becomes exactly what it was: going on equals never having stopped. */
	restore(snapshot: ClusterSnapshot): void {
		this.#moveTime(snapshot.clock);
		this.#store.restore(snapshot.store);
	}

	/** Becomes what it was, as undo does: resourceVersions keep growing, and open watches end with 410. */
	rewind(snapshot: ClusterSnapshot): void {
		this.#moveTime(snapshot.clock);
		this.#store.rewind(snapshot.store);
	}

	/**
	 * Makes it another time, earlier or later, without anything having happened: for a saved cluster that is opened again,
	 * and for one whose virtual time is to be the real time from now on. It is a new epoch, as with `rewind`.
	 *
	 * Everything moves: timers, working state, and the times in objects, those of creation too. So whatever lies between
	 * two instants stays as long as it was (ages, back-offs, leases, deadlines, grace periods, the rest of an Event's hour),
	 * and the cluster behaves as it would have without the move. Were the times in objects left alone, each deadline that
	 * counts from one (progressDeadlineSeconds, activeDeadlineSeconds, tolerationSeconds, minReadySeconds, an Event's hour)
	 * would have run out on waking up; what has run for three minutes would be three days old, with the log of three
	 * minutes; and a cluster whose time was hurried, and that has to go back, would hold objects from the future. The price:
	 * a `creationTimestamp` differs from what a client saw before. It is told so, by another resourceVersion and by 410.
	 *
	 * What goes by the time of day (CronJobs) is looked at anew: a time that went by meanwhile is one that was missed.
	 * Times in texts, such as annotations and what programs wrote, stay as they are. Times of the API are whole seconds, so
	 * it moves by whole seconds; the rest of the last one passes as time does.
	 */
	moveTo(instant: number): void {
		const by = Math.floor((instant - this.now) / 1000) * 1000;
		if (by !== 0) {
			const schemas = new Map(this.#parts.resources.map(definition => [resourceName(definition), definition.schema]));
			this.#clock.shift(by, this.#runner.instants);
			this.#waiters.shift(by);
			this.#store.shift(by, (resource, object) => {
				const schema = schemas.get(resource);
				return schema ? shiftTimes(schema, object, by) : object;
			});
			this.#runner.moved();
		}
		this.advanceTo(instant);
	}

	/** Another cluster in the same state, which goes its own way from here. */
	fork(): Cluster {
		const copy = new Cluster(this.#parts, {start: this.now, seed: 0});
		copy.restore(this.snapshot());
		return copy;
	}

	save(): SavedCluster {
		return {version: savedVersion, store: this.#store.save(), clock: saveClock(this.#clock.snapshot())};
	}

	/** Becomes a saved cluster. Throws where the version is none that this program can read. */
	load(saved: SavedCluster): void {
		if (saved.version !== savedVersion) {
			throw new Error(`a cluster saved in version ${saved.version} cannot be read; this program reads ${savedVersion}`);
		}
		this.#moveTime(loadClock(saved.clock));
		this.#store.load(saved.store);
	}

	get #theMachines(): Machines {
		if (!this.#machines) {
			throw new Error('this cluster is only a control plane');
		}
		return this.#machines;
	}

	#step(instant: number): void {
		this.#clock.advanceTo(instant);
		if (this.#waiters.release(this.now)) {
			this.#stirred = true;
		}
	}

	#moveTime(clock: ClockSnapshot): void {
		const before = this.now;
		this.#clock.restore(clock);
		this.#waiters.shift(this.now - before);
	}

	#tell(change: Change | undefined): void {
		for (const listener of this.#listeners) {
			listener(change);
		}
	}

	#makeHost(): ConnectionHost {
		const cluster = this;
		return {
			server: this.#server,
			waiters: this.#waiters,
			get now() {
				return cluster.now;
			},
			get paused() {
				return cluster.paused;
			},
			advance: milliseconds => cluster.advance(milliseconds),
			stir: () => {
				cluster.#stirred = true;
			},
		};
	}
}

/** A turn of the event loop, in which everything runs that has been woken. */
function turn(): Promise<void> {
	return new Promise(resolve => setImmediate(resolve));
}
