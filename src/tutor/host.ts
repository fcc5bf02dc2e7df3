/**
 * What the screen needs of the tutor: a view that can be watched, and actions. The screen knows missions, shell and
 * cluster through this alone; the tutor knows nothing of the screen.
 */
import type {KubernetesObject} from '../apimachinery/object.ts';

export interface Host {
	/** Calls the listener whenever `view()` has changed. Gives the way to stop. It may call as often as it likes. */
	subscribe(listener: () => void): () => void;
	/** Everything that can be seen. Immutable: the same reference as long as nothing has changed. */
	view(): HostView;
	/** Does one thing. What comes of it is seen in the view; it never throws for what a learner does. */
	perform(action: Action): void;
	/** What Tab offers at the cursor. Live names take a request, so the answer may come later. */
	complete(line: string, cursor: number): Completion | Promise<Completion>;
	/** How the line may go on, shown dimly after the cursor: the rest of it, or undefined. Must be quick. */
	suggest(line: string): string | undefined;
	/** Whether a line goes on: an open quote, a here-document without its end, a trailing backslash. Must be quick. */
	incomplete(line: string): boolean;
	/** What is wrong with a text in the editor. Must be quick: it is asked after every key. */
	validate(name: string, text: string): EditorProblem | undefined;
	/** The full text of the solution's next line or lines, to be put into the prompt but never run. */
	solution(): string | undefined;
	/** Saves and lets go of everything. The screen waits for it before the program ends. */
	close(): Promise<void>;
}

/** What a learner can have done. `commands.ts` lists the words and keys for them. */
export type Action =
	/** Opens a mission: starts it, or goes on where it was left. Without an id: the one to continue with. */
	| {readonly type: 'open'; readonly mission?: string}
	/** Leaves the mission for the home screen; nothing is lost. */
	| {readonly type: 'home'}
	/**
	 * Runs what was typed at the prompt: one shell line, or several where a here-document or a paste has them. What comes
	 * while something runs waits its turn, or is the input of a command that reads from the terminal (`kubectl apply
	 * -f -`, `cat > FILE`); so are the further lines of a paste that begins with such a command.
	 */
	| {readonly type: 'run'; readonly line: string}
	/** Ctrl+C, and Ctrl+D, while something runs. */
	| {readonly type: 'interrupt' | 'end-of-input'}
	/** Ctrl+L: the scrollback is emptied. */
	| {readonly type: 'clear'}
	/** The answer to `HostView.ask`; undefined when it was declined. */
	| {readonly type: 'reply'; readonly text: string | undefined}
	| {readonly type: 'hint' | 'skip' | 'next' | 'undo' | 'redo'}
	/** `solution()` was put into the prompt. */
	| {readonly type: 'solution-shown'}
	/** A prediction; without a choice it is "Not sure". */
	| {readonly type: 'predict'; readonly choice: string | undefined}
	/** An answer in the learner's own words. */
	| {readonly type: 'answer'; readonly text: string}
	| {readonly type: 'not-sure' | 'had-it'}
	| {readonly type: 'pause' | 'play' | 'faster' | 'slower'}
	/** Lets other clients into the mission's cluster, or closes it to them again. */
	| {readonly type: 'serve'}
	/** Moves time on: by milliseconds, or until something happens. */
	| {readonly type: 'wait'; readonly milliseconds: number | 'event'}
	/** Begins the mission again (`all`: forgets the progress of every one). The screen has asked before. */
	| {readonly type: 'reset'; readonly what: 'mission' | 'all'}
	/** Asks for a file to be edited: `HostView.editing` follows. */
	| {readonly type: 'edit'; readonly name: string}
	/** Ctrl+S in the built-in editor. */
	| {readonly type: 'save'; readonly text: string}
	/** The editor was left. With `$EDITOR` the file at `editing.path` is then what was saved. */
	| {readonly type: 'edited'}
	/** A notice was read and need not be shown again. */
	| {readonly type: 'dismiss'; readonly notice: string};

export interface HostView {
	/** Things to know before all else: a second copy is running, a damaged file was set aside. */
	readonly notices: readonly Notice[];
	readonly missions: readonly MissionSummary[];
	/** The id of the mission that Enter on the home screen opens. */
	readonly continueWith?: string;
	/** The mission that is open; without one the home screen is shown. */
	readonly mission?: MissionView;
	readonly clock: ClockView;
	readonly nodes: readonly KubernetesObject[];
	readonly pods: readonly KubernetesObject[];
	/** Who owns whom; absent while there is nothing to show beyond Pods. */
	readonly tree?: readonly TreeItem[];
	/** What happened, oldest first. */
	readonly timeline?: readonly TimelineEntry[];
	/** The scrollback of the prompt, oldest first. Entries keep their identity while they are unchanged. */
	readonly output: readonly OutputEntry[];
	/** The lines typed so far, oldest first, across sessions. */
	readonly history: readonly string[];
	/** What stands before the cursor, such as `default $`. */
	readonly prompt: string;
	/** Something is running at the prompt. `waiting` says for what, such as "until time goes on: it is paused". */
	readonly running?: {readonly line: string; readonly waiting?: string};
	/** A running command asks for one line. */
	readonly ask?: {readonly question: string};
	/** A file or an object is to be edited; absent when it is not. */
	readonly editing?: Editing;
	readonly glossary: readonly GlossaryEntry[];
	/** The cluster is open to other clients: the line that makes their shell use it, and how many connections they have. */
	readonly served?: {readonly usage: string; readonly clients: number};
	/** Why things cannot be done now, by the name of the action (`undo`: "nothing to undo"). */
	readonly unavailable?: Readonly<Partial<Record<Action['type'], string>>>;
}

export interface Notice {
	readonly id: string;
	readonly tone: 'info' | 'warning';
	readonly text: string;
}

export interface MissionSummary {
	readonly id: string;
	readonly title: string;
	/** One line. */
	readonly summary: string;
	readonly state: 'new' | 'started' | 'done';
	readonly stepsPassed: number;
	readonly steps: number;
}

/**
 * The step that is open. Texts are a small Markdown: paragraphs, `- ` and `1. ` lists, `code`, **bold**, and fenced code blocks
 * (yaml is highlighted).
 */
export interface MissionView {
	readonly id: string;
	/** Counted from 1. */
	readonly number: number;
	readonly title: string;
	readonly step: {readonly id: string; readonly number: number; readonly count: number; readonly title: string};
	/** What this step teaches. */
	readonly lesson: string;
	/** What is to be done, one or two sentences; '' where there is only something to read or to answer. */
	readonly task: string;
	readonly stage: Stage;
	/** The hints asked for so far, and how many more there are. */
	readonly hints: readonly string[];
	readonly hintsLeft: number;
	/** What was predicted in this step, and what came of it. */
	readonly prediction?: {
		readonly question: string;
		/** undefined: not sure. */
		readonly chosen: string | undefined;
		readonly outcome?: {readonly right: boolean | undefined; readonly text: string};
	};
}

export type Stage =
	/** Something is to be brought about. `missing` says field by field what is not there yet. */
	| {readonly kind: 'doing'; readonly missing: readonly string[]}
	/** Passed, and why. `next` goes on; nothing goes on by itself. */
	| {
			readonly kind: 'passed';
			readonly why: readonly string[];
			readonly otherWays: readonly string[];
			/** Search terms to dig deeper. */
			readonly deeper?: readonly string[];
			/** What `next` leads to, such as "step 3: Look closer"; undefined after the last step of the last mission. */
			readonly next?: string;
			/** With the mission's last step: the numbers of those that were left for later. */
			readonly left?: readonly number[];
			/** The mission had been gone through to its end before. */
			readonly again?: boolean;
	  }
	/** A prediction is asked for. "Not sure" is always added by the screen. */
	| {
			readonly kind: 'predicting';
			readonly question: string;
			readonly choices: readonly {readonly id: string; readonly text: string}[];
	  }
	/** A question. `settled`: right, or given up; `next` goes on. */
	| {
			readonly kind: 'asking';
			readonly question: string;
			/** What it is answered with: one's own words, a command, what is seen in the cluster, a choice. */
			readonly by?: 'words' | 'command' | 'fact' | 'choice';
			readonly attempts: readonly Attempt[];
			readonly settled: boolean;
			/** The model answer, once it may be seen, and on a further line what is to be taken from the step. */
			readonly answer?: string;
			/** Search terms to dig deeper, with the model answer of the mission's last question. */
			readonly deeper?: readonly string[];
			readonly next?: string;
			readonly left?: readonly number[];
	  };

export interface Attempt {
	readonly text: string;
	readonly verdict: 'right' | 'partial' | 'wrong' | 'unsure' | 'claimed';
	/** What was in the answer, what is missing from it, and what in it is not so. */
	readonly there: readonly string[];
	readonly missing: readonly string[];
	readonly wrong: readonly string[];
}

export interface ClockView {
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly paused: boolean;
	/** 1 is as fast as the wall clock. */
	readonly speed: number;
	/** Whether time is the simulator's, so that it can be paused and hurried. */
	readonly virtual: boolean;
}

export interface OutputEntry {
	readonly id: number;
	/**
	 * `command`: the line typed (text), after its prompt (prompt). `explain`: the plain sentence after an error. `tutor`:
	 * what the tutor says, such as what an undo took back.
	 */
	readonly kind: 'command' | 'stdout' | 'stderr' | 'explain' | 'tutor';
	readonly text: string;
	readonly prompt?: string;
}

export interface TreeItem {
	readonly kind: string;
	readonly name: string;
	/** Such as `3/3 ready, revision 2`. */
	readonly detail: string;
	readonly tone?: Tone;
	readonly children: readonly TreeItem[];
}

/** What colour and mark say together: `ok` ✓, `busy` …, `bad` ✗, `idle`. */
export type Tone = 'ok' | 'busy' | 'bad' | 'idle';

export interface TimelineEntry {
	readonly at: number;
	/** Such as `kubelet`, `you`. */
	readonly who: string;
	/** In plain words. */
	readonly what: string;
	/** The real event beside it, such as `Scheduled`. */
	readonly reason?: string;
	readonly tone?: Tone;
}

export interface Editing {
	/** Changes with every request to edit. */
	readonly id: number;
	/** As it is shown, such as `pod.yaml` or `pods/web`. */
	readonly name: string;
	readonly text: string;
	/** Where it is on disk, for `$EDITOR`; absent where only the built-in editor can be used. */
	readonly path?: string;
	/** Why the text could not be saved or used, shown under it. */
	readonly problem?: string;
}

export interface EditorProblem {
	/** Counted from 1. */
	readonly line?: number;
	readonly text: string;
}

export interface Completion {
	/** The part of the line to be replaced: from `start` to the cursor. */
	readonly start: number;
	readonly candidates: readonly Candidate[];
}

export interface Candidate {
	/** What is put there, quoted where it must be, without a space after it. */
	readonly text: string;
	readonly description?: string;
	/** Whether a space follows when it is the only one (not after `--flag=` or a folder). */
	readonly final?: boolean;
}

export interface GlossaryEntry {
	readonly term: string;
	readonly text: string;
}
