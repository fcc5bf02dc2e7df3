/** Holds what is on the screen outside of React: takes keys and changes of the tutor's view, and tells when to draw. */
import type {Completion, Host, HostView} from '../tutor/host.ts';
import type {Key} from './input/keys.ts';
import type {Size} from './layout.ts';
import {firstState, type ScreenState} from './state.ts';
import {graphemes} from './text/width.ts';
import type {Effect, ScreenEvent} from './update/step.ts';
import {update} from './update/update.ts';

export interface Snapshot {
	readonly state: ScreenState;
	readonly view: HostView;
	readonly size: Size;
}

/** What happens outside of the screen. */
export interface Outside {
	quit(): void;
	repaint(): void;
	/** Edits a file with `$EDITOR`; absent where there is none. */
	edit?(path: string): Promise<void>;
	/** Milliseconds of a steady clock. */
	now(): number;
}

/** The tutor's view is looked at no more often than this, in milliseconds. */
const viewInterval = 100;
/** How long keys wait for what Tab offers. */
const completionWait = 1000;

export class ScreenStore {
	readonly #host: Host;
	readonly #outside: Outside;
	readonly #listeners = new Set<() => void>();
	readonly #stopWatching: () => void;
	#snapshot: Snapshot;
	/** What the listeners have been told of. */
	#drawn: Snapshot | undefined;
	/** Keys that wait until Tab's answer is there. */
	#waiting: Key[] = [];
	#viewTimer: NodeJS.Timeout | undefined;
	#viewedAt = Number.NEGATIVE_INFINITY;
	#completionTimer: NodeJS.Timeout | undefined;
	#wakeTimer: NodeJS.Timeout | undefined;

	constructor(host: Host, size: Size, outside: Outside) {
		this.#host = host;
		this.#outside = outside;
		this.#snapshot = {state: firstState, view: host.view(), size};
		this.#handle({type: 'view'});
		this.#stopWatching = host.subscribe(() => this.#viewMayHaveChanged());
	}

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	readonly getSnapshot = (): Snapshot => this.#snapshot;

	get host(): Host {
		return this.#host;
	}

	/** Applies keys in their order, each to what the one before it led to, and draws once. */
	keys(keys: readonly Key[]): void {
		this.#waiting.push(...keys);
		this.#drain();
		this.#changed();
	}

	resize(size: Size): void {
		this.#snapshot = {...this.#snapshot, size};
		this.#changed();
	}

	stop(): void {
		this.#stopWatching();
		clearTimeout(this.#viewTimer);
		clearTimeout(this.#completionTimer);
		clearTimeout(this.#wakeTimer);
		this.#listeners.clear();
	}

	#drain(): void {
		while (this.#waiting.length > 0 && !this.#snapshot.state.completing) {
			this.#handle({type: 'key', key: this.#nextKey(), at: this.#outside.now()});
			this.#lookAtView();
		}
	}

	/** A run of typed text is one key, but where a single character answers or closes something it is taken one by one. */
	#nextKey(): Key {
		const key = this.#waiting.shift()!;
		const {confirm, overlay, editor} = this.#snapshot.state;
		const [first = '', ...rest] =
			key.id === 'text' && (confirm || overlay || editor?.editor.asking) ? graphemes(key.text) : [];
		if (rest.length === 0) {
			return key;
		}
		this.#waiting.unshift({id: 'text', text: rest.join('')});
		return {id: 'text', text: first};
	}

	#handle(event: ScreenEvent): void {
		const {state, view, size} = this.#snapshot;
		const around = {view, size, host: this.#host, externalEditor: this.#outside.edit !== undefined};
		const [next, ...effects] = update(state, event, around);
		if (next !== state) {
			this.#snapshot = {...this.#snapshot, state: next};
		}
		for (const effect of effects) {
			this.#run(effect);
		}
	}

	#run(effect: Effect): void {
		switch (effect.type) {
			case 'perform':
				this.#host.perform(effect.action);
				this.#lookAtView();
				break;
			case 'complete':
				this.#complete(effect.line, effect.cursor);
				break;
			case 'external-editor':
				void this.#edit(effect.path);
				break;
			case 'wake':
				clearTimeout(this.#wakeTimer);
				this.#wakeTimer = setTimeout(() => {
					this.#handle({type: 'woken'});
					this.#changed();
				}, effect.after);
				break;
			case 'repaint':
				this.#outside.repaint();
				break;
			case 'quit':
				this.#outside.quit();
				break;
		}
	}

	#complete(line: string, cursor: number): void {
		const done = (completion: Completion) => {
			clearTimeout(this.#completionTimer);
			const {completing} = this.#snapshot.state;
			if (completing?.line === line && completing.cursor === cursor) {
				this.#handle({type: 'completed', line, cursor, completion});
			}
		};
		const nothing = {start: cursor, candidates: []};
		const answer = this.#host.complete(line, cursor);
		if (!(answer instanceof Promise)) {
			done(answer);
			return;
		}
		const later = (completion: Completion) => {
			done(completion);
			this.#drain();
			this.#changed();
		};
		clearTimeout(this.#completionTimer);
		this.#completionTimer = setTimeout(() => later(nothing), completionWait);
		answer.then(later, () => later(nothing));
	}

	async #edit(path: string): Promise<void> {
		await this.#outside.edit?.(path);
		this.#host.perform({type: 'edited'});
		this.#lookAtView();
		this.#changed();
	}

	#viewMayHaveChanged(): void {
		if (this.#viewTimer) {
			return;
		}
		const wait = Math.max(0, this.#viewedAt + viewInterval - this.#outside.now());
		this.#viewTimer = setTimeout(() => {
			this.#viewTimer = undefined;
			this.#viewedAt = this.#outside.now();
			this.#lookAtView();
			this.#changed();
		}, wait);
	}

	#lookAtView(): void {
		const view = this.#host.view();
		if (view !== this.#snapshot.view) {
			this.#snapshot = {...this.#snapshot, view};
			this.#handle({type: 'view'});
		}
	}

	#changed(): void {
		if (this.#snapshot === this.#drawn) {
			return;
		}
		this.#drawn = this.#snapshot;
		for (const listener of this.#listeners) {
			listener();
		}
	}
}
