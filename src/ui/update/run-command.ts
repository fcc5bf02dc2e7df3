/** Does what a word or a key stands for. */

import type {Action, Stage} from '../../tutor/host.ts';
import {parseTimeSpan} from '../../tutor/session/time-span.ts';
import {type CommandId, commandInfo, type TypedCommand} from '../commands.ts';
import {setText} from '../input/line-buffer.ts';
import {pages} from '../models/pages.ts';
import {canGoOn, isAsked, type PanelId, type ScreenState} from '../state.ts';
import type {Effect, Step, Surroundings} from './step.ts';

export function runCommand(state: ScreenState, {id, argument}: TypedCommand, around: Surroundings): Step {
	const why = unavailableReason(id, around);
	if (why !== undefined) {
		return [{...state, note: `${commandInfo(id).words[0] ?? commandInfo(id).brief ?? id}: ${why}`}];
	}
	const act = (action: Action): Effect => ({type: 'perform', action});
	const {view, host, size} = around;
	switch (id) {
		case 'help':
			return [{...state, overlay: {kind: 'help', about: '', top: 0}}];
		case 'glossary':
			return [{...state, overlay: {kind: 'glossary', about: argument, top: 0}}];
		case 'lesson':
			return [
				{
					...state,
					panel: 'lesson',
					panelTop: undefined,
					reading: state.panel === 'lesson' ? !state.reading : state.reading,
				},
			];
		case 'map':
		case 'tree':
		case 'timeline':
			return [showPanel(state, id)];
		case 'up':
		case 'down': {
			const {panelTop, panelLast, panelPage} = pages(state, view, size);
			const top = panelTop + (id === 'up' ? -1 : 1) * Math.max(1, Math.floor(panelPage / 2));
			// At its end a timeline goes on to what is new.
			const follows = state.panel === 'timeline' && top >= panelLast;
			return [{...state, panelTop: follows ? undefined : Math.max(0, Math.min(panelLast, top))}];
		}
		case 'older':
		case 'newer': {
			const {outputBack, outputPage, outputLast} = pages(state, view, size);
			const back = outputBack + (id === 'older' ? 1 : -1) * Math.max(1, outputPage - 1);
			return [{...state, outputBack: Math.max(0, Math.min(outputLast, back))}];
		}
		case 'skip':
			// What is passed cannot be left for later.
			return [state, act({type: canGoOn(view) ? 'next' : 'skip'})];
		case 'hint':
		case 'undo':
		case 'redo':
		case 'pause':
		case 'play':
		case 'faster':
		case 'slower':
		case 'serve':
			return [id === 'hint' ? {...state, panelTop: undefined} : state, act({type: id})];
		case 'had-it':
			return [{...state, panelTop: undefined}, act({type: 'had-it'})];
		case 'not-sure':
			return [
				{...state, panelTop: undefined},
				act(view.mission?.stage.kind === 'predicting' ? {type: 'predict', choice: undefined} : {type: 'not-sure'}),
			];
		case 'toggle-time':
			return [state, act({type: view.clock.paused ? 'play' : 'pause'})];
		case 'next':
			return [state, act({type: 'next'})];
		case 'solution': {
			const {kind} = view.mission?.stage ?? {};
			if (kind === 'predicting') {
				return [{...state, note: 'The step begins with your prediction. "not sure" is one, too.'}];
			}
			const solution = isAsked(view) ? undefined : host.solution();
			if (solution === undefined) {
				const instead = isAsked(view) ? ' "not sure" shows the answer.' : '';
				return [{...state, note: `Nothing to type here.${instead}`}];
			}
			const prompt = setText(state.inputs.prompt, solution);
			const note = 'This is the solution. Enter runs it; nothing is held against you.';
			return [{...state, atPrompt: true, note, inputs: {...state.inputs, prompt}}, act({type: 'solution-shown'})];
		}
		case 'answer':
			return isAsked(view) ? [{...state, atPrompt: false}] : [{...state, note: 'There is no question now.'}];
		case 'prompt':
			return [{...state, atPrompt: true}];
		case 'wait': {
			const milliseconds = argument === '' || argument === 'event' ? 'event' : parseTimeSpan(argument);
			return milliseconds === undefined
				? [{...state, note: `wait takes a time such as 30s, 5m or 1h, and "${argument}" is no time.`}]
				: [state, act({type: 'wait', milliseconds})];
		}
		case 'edit':
			return argument === '' || /\s/.test(argument)
				? [{...state, note: 'edit takes the name of one file, such as edit pod.yaml.'}]
				: [state, act({type: 'edit', name: argument})];
		case 'reset':
			return argument === 'yes'
				? [state, act({type: 'reset', what: 'mission'})]
				: [
						{
							...state,
							confirm: {
								question:
									'Begin this mission again? Its progress and its cluster begin anew. Files of it that you changed are kept as FILE.mine beside fresh ones.',
								command: id,
							},
						},
					];
		case 'reset-all':
			return argument === 'yes'
				? [state, act({type: 'reset', what: 'all'})]
				: [
						{
							...state,
							confirm: {
								question:
									'Forget the progress of every mission? Their files that you changed are kept as FILE.mine beside fresh ones.',
								command: id,
							},
						},
					];
		case 'clear':
			return [{...state, outputBack: 0}, act({type: 'clear'}), {type: 'repaint'}];
		case 'dismiss': {
			const notice = view.notices[0];
			return notice ? [state, act({type: 'dismiss', notice: notice.id})] : [state];
		}
		case 'home':
			return [state, act({type: 'home'})];
		case 'quit':
			return [state, {type: 'quit'}];
	}
}

function showPanel(state: ScreenState, panel: PanelId): ScreenState {
	// The same key again goes back to the lesson.
	return {...state, panel: state.panel === panel ? 'lesson' : panel, panelTop: undefined};
}

/** Why a command can do nothing now: what the tutor says, or what the view shows. */
export function unavailableReason(id: CommandId, {view}: Pick<Surroundings, 'view'>): string | undefined {
	// One key pauses time and lets it go on.
	const told = view.unavailable?.[(id === 'toggle-time' ? 'pause' : id) as Action['type']];
	if (told !== undefined) {
		return told;
	}
	switch (id) {
		case 'tree':
			return view.tree ? undefined : 'nothing owns anything here yet';
		case 'timeline':
			return view.timeline ? undefined : 'nothing has been recorded yet';
		case 'hint':
			if (canGoOn(view)) {
				return 'there is nothing to hint at here any more';
			}
			if (view.mission?.stage.kind === 'predicting') {
				return 'a prediction is a guess, and a wrong one costs nothing; there are hints for what comes after it';
			}
			return view.mission && view.mission.hintsLeft === 0 ? noMoreHints(view.mission.stage) : undefined;
		case 'not-sure':
			return isAsked(view) ? undefined : 'there is no question now';
		case 'next':
			return view.mission?.stage.kind === 'doing'
				? 'this step is not passed yet; skip leaves it for later'
				: isAsked(view)
					? 'the question is still open; "not sure" is an answer, and skip leaves it for later'
					: undefined;
		case 'toggle-time':
		case 'pause':
		case 'play':
		case 'faster':
		case 'slower':
		case 'wait':
			return view.clock.virtual ? undefined : 'time is real here';
		default:
			return undefined;
	}
}

function noMoreHints(stage: Stage): string {
	return `there are no more hints; ${stage.kind === 'asking' ? '"not sure" shows the answer' : 'solution shows the solution'}`;
}
