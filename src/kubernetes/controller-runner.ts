/**
 * Runs control loops: a change puts keys into their work queues, which are timers of the virtual clock, and what fails
 * is tried again after a while (client-go util/workqueue).
 */
import {StatusError} from '../apimachinery/status.ts';
import {InProcessClient} from './api/in-process-client.ts';
import type {Registry} from './api/registry.ts';
import type {Change, ResourceName} from './api/store.ts';
import type {ClockInstants, Table, VirtualClock} from './clock.ts';
import type {Controller, ControllerContext} from './controller.ts';
import {paceInstants} from './controllers/pace.ts';
import {eventInstants} from './events/instants.ts';
import {createEventRecorder} from './events/recorder.ts';
import type {Instants, Shift} from './instants.ts';
import type {RowShift} from './tables.ts';

/** Milliseconds from a change until the controllers that watch it look at it. */
const defaultLatency = 5;
/** How failures are tried again where a controller does not say (default_rate_limiters.go). */
const defaultRetry = {first: 5, longest: 1_000_000};

/** What any controller may keep. */
const sharedInstants: NonNullable<Instants['values']> = {...eventInstants, ...paceInstants};

interface Running {
	readonly controller: Controller;
	readonly context: ControllerContext;
	readonly queue: string;
	readonly latency: number;
	/** How often a key has failed in a row. */
	readonly failures: Table<number>;
}

interface Watcher {
	readonly running: Running;
	readonly keys: Controller['watches'][ResourceName];
}

export class ControllerRunner {
	readonly #clock: VirtualClock;
	readonly #running: readonly Running[];
	readonly #watchers = new Map<ResourceName, Watcher[]>();

	/** Handles queues and changes from now on. A new cluster calls `start` too; a restored one has started. */
	constructor(controllers: readonly Controller[], registry: Registry) {
		this.#clock = registry.clock;
		this.#running = controllers.map(controller => run(controller, registry));
		for (const running of this.#running) {
			for (const [resource, keys] of Object.entries(running.controller.watches)) {
				const watchers = this.#watchers.get(resource) ?? [];
				watchers.push({running, keys});
				this.#watchers.set(resource, watchers);
			}
			this.#clock.handle(running.queue, key => this.#sync(running, key));
		}
		registry.store.subscribe(change => this.#notice(change));
	}

	/** Where the working state of all controllers holds instants. */
	get instants(): ClockInstants {
		const tables = new Map<string, RowShift>();
		const timers = new Map<string, Shift<string>>();
		for (const [name, value] of Object.entries(sharedInstants)) {
			tables.set(name, {value});
		}
		for (const {controller, queue} of this.#running) {
			const {values = {}, keys = {}, queue: ofQueue} = controller.instants ?? {};
			const shifts = {...sharedInstants, ...values};
			for (const name of new Set([...Object.keys(shifts), ...Object.keys(keys)])) {
				tables.set(`${controller.name}/${name}`, {
					...(shifts[name] && {value: shifts[name]}),
					...(keys[name] && {key: keys[name]}),
				});
			}
			if (ofQueue) {
				timers.set(queue, ofQueue);
			}
		}
		return {ofTable: name => tables.get(name), ofTimer: handler => timers.get(handler)};
	}

	/** The context in which a controller runs, for who acts in its place. */
	contextOf(name: string): ControllerContext {
		const running = this.#running.find(({controller}) => controller.name === name);
		if (!running) {
			throw new Error(`there is no controller ${name}`);
		}
		return running.context;
	}

	/** Has each controller set its first timers, and look at everything that is there already. */
	start(): void {
		for (const {controller, context} of this.#running) {
			controller.start?.(context);
		}
	}

	/** The cluster was moved in time. */
	moved(): void {
		for (const {controller, context, queue, latency} of this.#running) {
			for (const key of controller.moved?.(context) ?? []) {
				this.#clock.after(latency, queue, key);
			}
		}
	}

	#notice(change: Change): void {
		const watchers = this.#watchers.get(change.resource);
		if (!watchers) {
			return;
		}
		for (const {running, keys} of watchers) {
			for (const key of keys(change as Change<never>, running.context)) {
				this.#clock.after(running.latency, running.queue, key);
			}
		}
	}

	#sync(running: Running, key: string): void {
		const {controller, context, failures, queue} = running;
		const busyUntil = controller.busyUntil?.(key, context);
		if (busyUntil !== undefined && busyUntil > this.#clock.now) {
			this.#clock.at(busyUntil, queue, key);
			return;
		}
		try {
			controller.sync(key, context);
		} catch (error) {
			if (!(error instanceof StatusError)) {
				throw error;
			}
			const before = failures.get(key) ?? 0;
			if (before >= (controller.maxRetries ?? Number.POSITIVE_INFINITY)) {
				failures.delete(key);
				return;
			}
			failures.set(key, before + 1);
			const {first, longest} = controller.retry ?? defaultRetry;
			this.#clock.after(Math.min(first * 2 ** before, longest), queue, key);
			return;
		}
		if (failures.get(key) !== undefined) {
			failures.delete(key);
		}
	}
}

function run(controller: Controller, registry: Registry): Running {
	const {clock} = registry;
	const {name, latency = defaultLatency} = controller;
	const queue = `sync/${name}`;
	const api = new InProcessClient(registry, controller.manager);
	const tables = new Map<string, Table<unknown>>();
	const context: ControllerContext = {
		get now() {
			return clock.now;
		},
		api,
		random: clock.random,
		events: createEventRecorder(clock, api, {component: controller.eventSource ?? name}),
		enqueueAfter: (key, delay) => clock.after(delay, queue, key),
		table<T>(tableName: string) {
			let table = tables.get(tableName);
			if (!table) {
				table = clock.table<unknown>(`${name}/${tableName}`);
				tables.set(tableName, table);
			}
			return table as Table<T>;
		},
	};
	return {controller, context, queue, latency, failures: clock.table(`${name}/failures`)};
}
