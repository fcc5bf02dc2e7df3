/** What a mission is: the logic of `mission.yaml` joined with the words of `en.yaml`. */
import type {LearnedQuestion} from '../grading/learned/model.ts';

export interface Mission {
	/** Never changes once it is released; progress is kept by it. */
	readonly id: string;
	/** Grows when steps change, so that an old cluster's state is not taken for the new one's. */
	readonly version: number;
	readonly title: string;
	/** One line for the list of missions. */
	readonly summary: string;
	/** How many workers its lab has. */
	readonly workers: number;
	/** The files it puts into the workspace, by path. */
	readonly files: Readonly<Record<string, string>>;
	/** Files that only its happenings see: for what somebody else has set up. */
	readonly hidden: Readonly<Record<string, string>>;
	readonly steps: readonly Step[];
	/** Search terms to dig deeper, shown at its end. */
	readonly deeper: readonly string[];
}

export interface Step {
	readonly id: string;
	readonly title: string;
	/** What and why, in at most about 60 words. */
	readonly lesson: string;
	/** The one thing to do. */
	readonly task: string;
	/** What happens to the cluster when the step begins. */
	readonly begin: readonly Happening[];
	/** Asked before anything is done. */
	readonly predict?: Prediction;
	/** All of them must hold at once; without any the step is its question. */
	readonly goal: readonly Check[];
	/** The id of the question that ends the step. */
	readonly question?: Question;
	/** From a nudge to nearly all of it. */
	readonly hints: readonly string[];
	/** Lines that pass the step when typed, in order. */
	readonly solution: readonly string[];
	/** Other ways that pass it, each a list of lines, with what is said of it afterwards. */
	readonly others: readonly Route[];
	/** Ways that do not pass, and the sentence that coaches. */
	readonly wrong: readonly WrongWay[];
	/** What was learned, said when it passes. */
	readonly learned: string;
}

export interface Route {
	readonly lines: readonly string[];
	/** One line for "other ways"; absent where it is not worth a word. */
	readonly say?: string;
}

export interface WrongWay {
	readonly lines: readonly string[];
	/** A part of the sentence that must then be shown. */
	readonly coaching: string;
}

/** What befalls the cluster without anyone typing it. */
export type Happening =
	/** The node that the object, or the first Pod of what owns Pods, is on loses its power; or all have it back. */
	| {readonly stopNodeOf: string}
	| {readonly startNodes: 'all'}
	| {readonly addNode: {readonly name: string; readonly address: string}}
	/** Time passes, such as `30s`. */
	| {readonly wait: string}
	/** Somebody else types these lines; they see the mission's files, the hidden ones too. */
	| {readonly run: readonly string[]};

export interface Prediction {
	readonly question: string;
	readonly choices: readonly {readonly id: string; readonly text: string; readonly right: boolean}[];
	/** Said when the step has passed, whatever was predicted. */
	readonly outcome: string;
}

/** Which objects a check is about. */
export interface Target {
	/** Such as `Pod`. */
	readonly kind: string;
	readonly name?: string;
	/** `default` where it is not given. */
	readonly namespace?: string;
	readonly labels?: Readonly<Record<string, string>>;
	/** Such as `Deployment/web`: an owner, or an owner's owner. */
	readonly owner?: string;
	readonly node?: string;
	readonly state?: ObjectState;
}

/** How an object is doing, in the words of `kubectl get`. */
export type ObjectState = 'Running' | 'Ready' | 'NotReady' | 'Pending' | 'Terminating' | 'Completed' | 'Failed';

/** What a field must be. A bare value must be equal. */
export type Expectation =
	| string
	| number
	| boolean
	| {readonly oneOf: readonly (string | number)[]}
	| {readonly atLeast?: number; readonly atMost?: number}
	| {readonly present: boolean}
	| {readonly matches: string};

export type Check =
	| {readonly exists: Target; readonly fields?: Readonly<Record<string, Expectation>>}
	| {readonly absent: Target}
	| {readonly count: Target; readonly is?: number; readonly atLeast?: number; readonly atMost?: number}
	| {readonly event: {readonly about: string; readonly reason: string}}
	/** In this step one of these ended, and its controller made another. */
	| {readonly replaced: Target}
	/** Of several looks, one will do. */
	| {readonly looked: LookWanted | readonly LookWanted[]}
	/** A file of the workspace was read, with `cat`, an editor or any program. */
	| {readonly read: string}
	/** In this step a manifest of the object was applied, or replaced what was there. */
	| {readonly applied: ManifestWanted}
	/** So much time, such as `1m`, has gone by in this step; with a look: before it. */
	| {readonly waited: string};

export interface ManifestWanted {
	/** The plural name of the resource, such as `deployments`. */
	readonly at: string;
	readonly name: string;
}

export interface LookWanted {
	/** The plural name of the resource, such as `pods`. */
	readonly at: string;
	/** Passes for a list that shows it too. */
	readonly name?: string;
	/** `default` where it is not given; a list of all namespaces passes. */
	readonly namespace?: string;
	/** Of events: the kind of object that they must be about, such as `Pod`. */
	readonly of?: string;
	readonly by?: LookKind;
}

/** How one has looked; a check that does not say takes any but `apply`, which only sends. */
export type LookKind =
	| 'get'
	| 'describe'
	| 'logs'
	| 'events'
	| 'explain'
	| 'rollout status'
	| 'rollout history'
	| 'apply';

export type Question = WordsQuestion | CommandQuestion | FactQuestion | ChoiceQuestion;

interface QuestionBase {
	readonly id: string;
	readonly ask: string;
	/** The model answer, in one or two sentences. */
	readonly answer: string;
	readonly samples: {
		readonly right: readonly string[];
		readonly partial: readonly string[];
		readonly wrong: readonly string[];
	};
}

/** Answered in the learner's own words. */
export interface WordsQuestion extends QuestionBase {
	readonly kind: 'words';
	readonly rubric: Rubric;
}

/** Answered with a command. */
export interface CommandQuestion extends QuestionBase {
	readonly kind: 'command';
	/** Any command that means the same as one of these passes; `<name>` stands for any name. */
	readonly accept: readonly string[];
	/** Flags that may be added to them, by their long names. */
	readonly flags: readonly string[];
	/** Commands that are nearly it, and those of a common mistake, with what the learner is told. */
	readonly near: readonly KnownCommands[];
	readonly mistaken: readonly KnownCommands[];
	/** What comes near without being a command, such as "apply the old manifest again". */
	readonly ideas: readonly NearIdea[];
	/** What is not so of the command, and keeps it from being right when it is said beside it. */
	readonly misconceptions: readonly Misconception[];
}

export interface NearIdea {
	/** How the feedback names it. */
	readonly name: string;
	/** What it lacks. */
	readonly reply: string;
	/** The ways people say it, in the pattern language of grading/pattern.ts. */
	readonly says: readonly string[];
}

/** `kubectl scale …` stands for whatever begins so. */
export interface KnownCommands {
	readonly commands: readonly string[];
	readonly reply: string;
}

/** Answered with what can be seen in the cluster. */
export interface FactQuestion extends QuestionBase {
	readonly kind: 'fact';
	readonly of: Target;
	readonly field: string;
	/** Said of a wrong answer. */
	readonly lookHere: string;
}

/** Answered by choosing. */
export interface ChoiceQuestion extends QuestionBase {
	readonly kind: 'choice';
	readonly choices: readonly ChoiceOption[];
}

export interface ChoiceOption {
	readonly id: string;
	/** What is chosen, such as `DaemonSet`. */
	readonly text: string;
	/** Other names that people give it. */
	readonly also?: readonly string[];
	readonly right: boolean;
	/** Said of this choice, right or wrong. */
	readonly reply: string;
}

/** What a good answer holds. */
export interface Rubric {
	readonly ideas: readonly Idea[];
	/** How many of the ideas make an answer right; all those marked `needed` must be among them. */
	readonly enough: number;
	/** What is asked about, and what it is set against: concepts of src/tutor/grading/concepts.ts. */
	readonly topics?: {readonly asked: readonly string[]; readonly other: readonly string[]};
	/** Whether the question asks for a list of things, so that a list is an answer. */
	readonly list?: boolean;
	readonly misconceptions: readonly Misconception[];
	/** What was learned from marked answers, where there are such. */
	readonly learned?: LearnedQuestion;
}

export interface Idea {
	readonly id: string;
	/** How the feedback names it: "nothing makes it again". */
	readonly name: string;
	readonly needed: boolean;
	/** The ways people say it, in the pattern language of grading/pattern.ts. */
	readonly says: readonly string[];
}

export interface Misconception {
	readonly id: string;
	/** What the learner is told, such as "Kubernetes does not restart it elsewhere: …". */
	readonly reply: string;
	readonly says: readonly string[];
	/** The ideas that one who says it does not hold, whatever else is said. */
	readonly undoes?: readonly string[];
}
