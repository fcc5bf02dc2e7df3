/** A tutor for tests of the screen: its view is set by the test, and what the screen asks for is recorded. */
import type {Action, Completion, EditorProblem, Host, HostView, MissionView} from '../../../src/tutor/host.ts';

export const exampleMission: MissionView = {
	id: 'pod',
	number: 1,
	title: 'The bare Pod',
	step: {id: 'create', number: 2, count: 5, title: 'Create it'},
	lesson:
		'A **Pod** is the smallest thing that Kubernetes runs.\n\nIts manifest says what you want:\n\n```yaml\nkind: Pod\nmetadata:\n  name: web\n```',
	task: 'Create a Pod named `web` from `pod.yaml`.',
	stage: {kind: 'doing', missing: ['there is no Pod named `web` in namespace `default`']},
	hints: [],
	hintsLeft: 3,
};

export const exampleView: HostView = {
	notices: [],
	missions: [
		{
			id: 'pod',
			title: 'The bare Pod',
			summary: 'Create one, look at it, read its logs.',
			state: 'started',
			stepsPassed: 1,
			steps: 5,
		},
		{
			id: 'pod-dies',
			title: 'Watch it die',
			summary: 'Delete it, and see what comes back.',
			state: 'new',
			stepsPassed: 0,
			steps: 6,
		},
		{
			id: 'deployment',
			title: 'From Pod to Deployment',
			summary: 'Let something watch over it.',
			state: 'new',
			stepsPassed: 0,
			steps: 4,
		},
	],
	continueWith: 'pod',
	clock: {now: Date.UTC(2026, 0, 5, 10, 0, 42), paused: false, speed: 1, virtual: true},
	nodes: [],
	pods: [],
	output: [],
	history: [],
	prompt: '$',
	glossary: [{term: 'Pod', text: 'One or more containers that share a node, an address and volumes.'}],
};

export class FakeHost implements Host {
	#view: HostView;
	readonly #listeners = new Set<() => void>();
	readonly actions: Action[] = [];
	closed = false;
	onAction: (action: Action) => void = () => {};
	completions: (line: string, cursor: number) => Completion | Promise<Completion> = (_line, cursor) => ({
		start: cursor,
		candidates: [],
	});
	suggestion: (line: string) => string | undefined = () => undefined;
	isIncomplete: (line: string) => boolean = () => false;
	solutionText: string | undefined = 'kubectl apply -f pod.yaml';
	problem: (name: string, text: string) => EditorProblem | undefined = () => undefined;

	constructor(view: Partial<HostView> = {}) {
		this.#view = {...exampleView, ...view};
	}

	set(change: Partial<HostView>): void {
		this.#view = {...this.#view, ...change};
		for (const listener of this.#listeners) {
			listener();
		}
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	view(): HostView {
		return this.#view;
	}

	perform(action: Action): void {
		this.actions.push(action);
		this.onAction(action);
	}

	complete(line: string, cursor: number): Completion | Promise<Completion> {
		return this.completions(line, cursor);
	}

	suggest(line: string): string | undefined {
		return this.suggestion(line);
	}

	incomplete(line: string): boolean {
		return this.isIncomplete(line);
	}

	validate(name: string, text: string): EditorProblem | undefined {
		return this.problem(name, text);
	}

	solution(): string | undefined {
		return this.solutionText;
	}

	close(): Promise<void> {
		this.closed = true;
		return Promise.resolve();
	}
}
