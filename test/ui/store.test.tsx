import {render} from 'ink-testing-library';
import {afterEach, describe, expect, it, vi} from 'vitest';
import type {HostView, MissionView} from '../../src/tutor/host.ts';
import {App} from '../../src/ui/components/app.tsx';
import {noKeys, readKeys} from '../../src/ui/input/keys.ts';
import {ScreenStore} from '../../src/ui/store.ts';
import {labNodes, pod} from './support/cluster.ts';
import {exampleMission, exampleView, FakeHost} from './support/fake-host.ts';

const stores: ScreenStore[] = [];

afterEach(() => {
	for (const store of stores.splice(0)) {
		store.stop();
	}
});

/** A screen of 80×24 over a tutor whose view is given. */
function open(view: Partial<HostView> = {}, size = {columns: 80, rows: 24}) {
	const host = new FakeHost(view);
	const outside = {quit: vi.fn(), repaint: vi.fn(), now: () => outside.time, time: 10_000};
	const store = new ScreenStore(host, size, outside);
	stores.push(store);
	return {
		host,
		store,
		outside,
		type(input: string) {
			const [keys] = readKeys(noKeys, input);
			store.keys(keys.length === 0 && input === '\x1b' ? [{id: 'escape', text: ''}] : keys);
		},
		press(...ids: string[]) {
			store.keys(ids.map(id => ({id, text: ''})));
		},
		get shown() {
			const {lastFrame, unmount} = render(<App store={store} />);
			const frame = (lastFrame() ?? '').replace(/\x1b\[[0-9;]*m/g, '');
			unmount();
			return frame;
		},
	};
}

const inMission = (mission: Partial<MissionView> = {}): Partial<HostView> => ({
	mission: {...exampleMission, ...mission},
});
const predicting = {
	kind: 'predicting',
	question: 'What comes back?',
	choices: [
		{id: 'one', text: 'A new Pod'},
		{id: 'none', text: 'Nothing'},
	],
} as const;
const asking = {kind: 'asking', question: 'Why is it gone?', attempts: [], settled: false} as const;
const passed = {kind: 'passed', why: ['the Pod `web` is ready'], otherWays: [], next: 'step 3: Look closer'} as const;

describe('at home', () => {
	it('shows the missions with their progress, and what Enter does', () => {
		const {shown} = open();
		expect(shown).toMatch(/> ▸ {2}1 {2}The bare Pod {2}1 of 5 steps/);
		expect(shown).toMatch(/· {2}2 {2}Watch it die/);
		expect(shown).toContain('Enter goes on with 1 The bare Pod');
	});

	it.each([
		['Enter goes on where one was', '\r', 'pod'],
		['arrows choose', '\x1b[B\r', 'pod-dies'],
		['a number', '3\r', 'deployment'],
		['the beginning of a name', 'watch\r', 'pod-dies'],
		['a word of the name', 'deploy\r', 'deployment'],
	])('%s', (_what, input, mission) => {
		const screen = open();
		screen.type(input);
		expect(screen.host.actions).toEqual([{type: 'open', mission}]);
	});

	it('forgets with Escape what was typed', () => {
		const screen = open();
		screen.type('9');
		screen.press('escape');
		screen.type('2\r');
		expect(screen.host.actions).toEqual([{type: 'open', mission: 'pod-dies'}]);
	});

	it('says when there is no such mission', () => {
		const screen = open();
		screen.type('9\r');
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('No mission is called 9');
	});

	it.each(['kubectl get pods', 'k get po', 'ls', 'cat pod.yaml'])('says where %j can be typed', line => {
		const screen = open();
		screen.type(`${line}\r`);
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('Press Enter to start the mission first');
	});

	it('chooses the mission to continue with', () => {
		expect(open({continueWith: 'pod-dies'}).shown).toContain('Enter starts 2 Watch it die');
	});

	it('says what has to be known first, and puts it away with Escape', () => {
		const screen = open({
			notices: [
				{id: 'damaged', tone: 'warning', text: 'The progress file was damaged. It is kept as progress.damaged.json.'},
			],
		});
		expect(screen.shown).toContain('! The progress file was damaged.');
		screen.type('\x1b');
		expect(screen.host.actions).toEqual([{type: 'dismiss', notice: 'damaged'}]);
	});

	it.each([['quit\r'], ['exit\r'], ['\x04'], ['\x03\x03']])('leaves with %j', input => {
		const screen = open();
		screen.type(input);
		expect(screen.outside.quit).toHaveBeenCalledOnce();
	});
});

describe('leaving', () => {
	const notice = 'Ctrl+C again, or Ctrl+D, leaves the tutor';

	it.each([
		['at home', {}],
		['at the prompt', inMission()],
		['in a prediction', inMission({stage: predicting})],
		['in a question', inMission({stage: asking})],
	])('takes two Ctrl+C on an empty line: %s', (_where, view) => {
		const screen = open(view);
		screen.type('\x03');
		expect(screen.outside.quit).not.toHaveBeenCalled();
		expect(screen.shown).toContain(notice);
		screen.outside.time += 2000;
		screen.type('\x03');
		expect(screen.outside.quit).toHaveBeenCalledOnce();
	});

	it('needs both Ctrl+C anew after any other key, and after some seconds', () => {
		const screen = open(inMission());
		screen.type('\x03');
		screen.type('x\x7f');
		expect(screen.shown).not.toContain(notice);
		screen.type('\x03');
		screen.outside.time += 6000;
		screen.type('\x03');
		expect(screen.outside.quit).not.toHaveBeenCalled();
		expect(screen.shown).toContain(notice);
	});

	it('is no longer offered when its time has passed', () => {
		vi.useFakeTimers();
		try {
			const screen = open(inMission());
			screen.type('\x03');
			vi.advanceTimersByTime(5000);
			expect(screen.store.getSnapshot().state.note).toBeUndefined();
		} finally {
			vi.useRealTimers();
		}
	});

	it('does not come of clearing the line with Ctrl+C', () => {
		const screen = open(inMission());
		screen.type('kubectl\x03\x03');
		expect(screen.store.getSnapshot().state.inputs.prompt.text).toBe('');
		expect(screen.outside.quit).not.toHaveBeenCalled();
	});

	it('does not come of Ctrl+D in a text, which deletes forward', () => {
		const screen = open(inMission());
		screen.type('kubectl\x04');
		screen.press('home', 'ctrl+d');
		expect(screen.store.getSnapshot().state.inputs.prompt.text).toBe('ubectl');
		expect(screen.outside.quit).not.toHaveBeenCalled();
	});
});

describe('in a mission', () => {
	it('shows lesson, task, what is missing, clock and Pods', () => {
		const {shown} = open({...inMission(), nodes: labNodes, pods: [pod('web', {node: 'worker-1'})]});
		for (const text of [
			'1 The bare Pod  step 2 of 5',
			'▶ ×1 10:00:42',
			'kind: Pod',
			'Create a Pod named web',
			'missing: there is no Pod named web',
			'● web Running 1/1',
		]) {
			expect(shown).toContain(text);
		}
	});

	it('runs what is typed, in order, also when it comes in one burst', () => {
		const screen = open(inMission());
		screen.type('kubectl get pods\rls\r');
		expect(screen.host.actions).toEqual([
			{type: 'run', line: 'kubectl get pods'},
			{type: 'run', line: 'ls'},
		]);
	});

	it.each([
		['hint\r', {type: 'hint'}],
		['pause\r', {type: 'pause'}],
		['wait 5m\r', {type: 'wait', milliseconds: 300_000}],
		['wait\r', {type: 'wait', milliseconds: 'event'}],
		['undo\r', {type: 'undo'}],
		['edit pod.yaml\r', {type: 'edit', name: 'pod.yaml'}],
		['home\r', {type: 'home'}],
		['skip\r', {type: 'skip'}],
		['\x1b[19~', {type: 'pause'}],
		['\x1b[20~', {type: 'faster'}],
		['\x1b[17~', {type: 'hint'}],
	] as const)('%j is understood', (input, action) => {
		const screen = open(inMission());
		screen.type(input);
		expect(screen.host.actions).toEqual([action]);
	});

	it('says why something cannot be done now, and does not ask for it', () => {
		const screen = open({...inMission(), unavailable: {undo: 'nothing to undo'}});
		screen.type('undo\r');
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('undo: nothing to undo');
	});

	it('goes on by Enter only when the step is passed', () => {
		const screen = open(inMission());
		screen.type('\r');
		expect(screen.host.actions).toEqual([]);
		screen.host.set(inMission({stage: passed}));
		expect(screen.shown).toContain('Create it');
		screen.press('none', 'enter');
		expect(screen.host.actions).toEqual([{type: 'next'}]);
	});

	it('says why a step was passed and what comes next', () => {
		const {shown} = open(inMission({stage: passed}));
		expect(shown).toContain('✓ Passed: the Pod web is ready');
		expect(shown).toContain('Enter goes on to step 3: Look closer.');
	});

	it('has nothing to hint at after a pass, and goes on instead of skipping', () => {
		const screen = open(inMission({stage: passed}));
		screen.type('hint\r');
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('there is nothing to hint at');
		screen.type('skip\r');
		expect(screen.host.actions).toEqual([{type: 'next'}]);
	});

	it('says at the bottom how to stop what runs, and not that Enter goes on', () => {
		const screen = open({...inMission({stage: passed}), running: {line: 'kubectl get pods -w'}});
		expect(screen.shown.split('\n').at(-1)).toContain('Ctrl+C stops it');
		expect(screen.shown).not.toContain('Enter goes on');
		expect(screen.shown).toContain('→ Ctrl+C stops what is running');
	});

	it('puts the solution into the prompt without running it', () => {
		const screen = open(inMission());
		screen.type('solution\r');
		expect(screen.host.actions).toEqual([{type: 'solution-shown'}]);
		expect(screen.shown).toContain('$ kubectl apply -f pod.yaml');
		screen.type('\r');
		expect(screen.host.actions).toContainEqual({type: 'run', line: 'kubectl apply -f pod.yaml'});
	});

	it('asks before it begins a mission again', () => {
		const screen = open(inMission());
		screen.type('reset\r');
		expect(screen.shown).toContain('Begin this mission again');
		expect(screen.shown.replace(/\s+/g, ' ')).toContain(
			'Files of it that you changed are kept as FILE.mine beside fresh ones.',
		);
		screen.type('n');
		expect(screen.host.actions).toEqual([]);
		screen.type('reset\ry');
		expect(screen.host.actions).toEqual([{type: 'reset', what: 'mission'}]);
	});

	it.each([
		[
			'yes\rls\r',
			[
				{type: 'reset', what: 'mission'},
				{type: 'run', line: 'ls'},
			],
		],
		['ye', [{type: 'reset', what: 'mission'}]],
		['no\rls\r', [{type: 'run', line: 'ls'}]],
		['nls\r', [{type: 'run', line: 'ls'}]],
		[
			'yecho hi\r',
			[
				{type: 'reset', what: 'mission'},
				{type: 'run', line: 'echo hi'},
			],
		],
	])('takes the whole word for the answer, and nothing behind it: %j', (typed, actions) => {
		const screen = open(inMission());
		screen.type('reset\r');
		for (const key of typed) {
			screen.type(key);
		}
		expect(screen.host.actions).toEqual(actions);
	});

	it('changes panels by key and by word', () => {
		const screen = open({...inMission(), nodes: labNodes});
		screen.type('map\r');
		expect(screen.shown).toContain('╭─ worker-1');
		screen.type('\x1bOQ');
		expect(screen.shown).toContain('A Pod is the smallest thing');
		screen.type('\x1bOR');
		expect(screen.shown).toContain('╭─ worker-1');
		screen.type('tree\r');
		expect(screen.shown).toContain('tree: nothing owns anything here yet');
	});

	it('shows the ownership tree and the timeline where there are any', () => {
		const screen = open({
			...inMission(),
			tree: [
				{
					kind: 'Deployment',
					name: 'web',
					detail: '2/2 ready',
					children: [{kind: 'ReplicaSet', name: 'web-5d', detail: 'revision 1', tone: 'ok', children: []}],
				},
			],
			timeline: [{at: exampleView.clock.now, who: 'kubelet', what: 'pulled the image', reason: 'Pulled'}],
		});
		screen.type('tree\r');
		expect(screen.shown).toContain('└─ ● ReplicaSet web-5d  revision 1');
		screen.type('timeline\r');
		expect(screen.shown).toContain('10:00:42 ○ kubelet pulled the image [Pulled]');
	});

	it('scrolls the output back and forth, and says so', () => {
		const text = Array.from({length: 60}, (_, index) => `row ${index}`).join('\n');
		const screen = open({...inMission(), output: [{id: 1, kind: 'stdout', text}]});
		expect(screen.shown).toContain('row 59');
		screen.press('pageup');
		expect(screen.shown).toMatch(/▾ \d+ later rows: PgDn/);
		screen.press(...Array.from({length: 40}, () => 'pageup'));
		expect(screen.shown).toMatch(/row 0\n/);
		screen.press(...Array.from({length: 40}, () => 'pagedown'));
		expect(screen.shown).toContain('row 59');
	});

	it('shows errors with their explanation, and nothing in them as a command to the terminal', () => {
		const {shown} = open({
			...inMission(),
			output: [
				{id: 1, kind: 'command', text: 'kubectl get x', prompt: '$ '},
				{id: 2, kind: 'stderr', text: 'error: the server doesn\'t have a resource type "x"\x1b]0;title\x07\n'},
				{id: 3, kind: 'explain', text: 'There is no kind called `x`.'},
			],
		});
		expect(shown).toContain('→ There is no kind called x.');
		expect(shown).toContain('␛]0;title␇');
	});

	it('shows what runs, stops it with Ctrl+C, and leaves only when asked twice after that', () => {
		const screen = open({
			...inMission(),
			running: {line: 'kubectl get pods -w', waiting: 'time is paused; play lets it go on'},
		});
		expect(screen.shown).toContain('time is paused; play lets it go on (Ctrl+C stops it)');
		screen.type('\x03');
		expect(screen.host.actions).toEqual([{type: 'interrupt'}]);
		screen.host.set({running: undefined as never});
		screen.press('none');
		screen.type('\x03');
		expect(screen.outside.quit).not.toHaveBeenCalled();
		screen.outside.time += 1500;
		screen.type('\x03');
		expect(screen.outside.quit).toHaveBeenCalledOnce();
	});

	it('gives a running command what it asks for', () => {
		const screen = open({...inMission(), ask: {question: 'Delete it? [y/N]:'}});
		expect(screen.shown).toContain('Delete it? [y/N]:');
		screen.type('hint\r');
		expect(screen.host.actions).toEqual([{type: 'reply', text: 'hint'}]);
	});

	it('suggests how earlier lines went on, and takes that over with →', () => {
		const screen = open({...inMission(), history: ['kubectl get pods -o wide', 'ls']});
		screen.type('kubectl g');
		expect(screen.shown).toContain('$ kubectl get pods -o wide');
		screen.type('\x1b[C\r');
		expect(screen.host.actions).toEqual([{type: 'run', line: 'kubectl get pods -o wide'}]);
	});
});

describe('Tab', () => {
	const offering =
		(texts: string[], start = 8) =>
		() => ({start, candidates: texts.map(text => ({text}))});

	it('puts in the only candidate with a space', () => {
		const screen = open(inMission());
		screen.host.completions = offering(['describe']);
		screen.type('kubectl desc\tpod');
		expect(screen.shown).toContain('$ kubectl describe pod');
	});

	it('puts in what several have in common and offers them; Tab again goes through them', () => {
		const screen = open(inMission());
		screen.host.completions = offering(['get-a', 'get-b']);
		screen.type('kubectl g\t');
		expect(screen.shown).toContain('$ kubectl get-');
		expect(screen.shown).toMatch(/ get-a +get-b/);
		screen.type('\t\t');
		expect(screen.store.getSnapshot().state.inputs.prompt.text).toBe('kubectl get-b');
		screen.press('shift+tab');
		expect(screen.store.getSnapshot().state.inputs.prompt.text).toBe('kubectl get-a');
	});

	it('has keys wait for names that take a request', async () => {
		const screen = open(inMission());
		screen.host.completions = () => Promise.resolve({start: 12, candidates: [{text: 'web'}]});
		screen.type('kubectl get w\t-o wide\r');
		await vi.waitFor(() => expect(screen.host.actions).toEqual([{type: 'run', line: 'kubectl get web -o wide'}]));
	});

	it("offers the tutor's words too", () => {
		const screen = open(inMission());
		screen.host.completions = (_line, cursor) => ({start: cursor === 2 ? 0 : cursor, candidates: []});
		screen.type('hi\t');
		expect(screen.store.getSnapshot().state.inputs.prompt.text).toBe('hint');
	});
});

describe('the output', () => {
	const entries = (lines: number): Partial<HostView> => ({
		output: [
			{id: 1, kind: 'command', text: 'cat web.yaml', prompt: '$ '},
			{id: 2, kind: 'stdout', text: 'line\n'.repeat(lines)},
		],
	});

	it('says how to see the beginning of what was just written, where there is no room for it', () => {
		expect(open({...inMission(), ...entries(60)}).shown).toContain('PgUp earlier output');
		expect(open({...inMission(), ...entries(3)}).shown).not.toContain('PgUp earlier output');
	});
});

describe('a prediction', () => {
	it('always has "Not sure"', () => {
		const screen = open(inMission({stage: predicting}));
		expect(screen.shown).toContain('3. Not sure');
		screen.type('3\r');
		expect(screen.host.actions).toEqual([{type: 'predict', choice: undefined}]);
	});

	it.each([
		['its number', '2\r', 'none'],
		['arrows', '\x1b[B\x1b[B\r', 'none'],
		['an arrow to the first', '\x1b[B\r', 'one'],
		['an arrow to the last', '\x1b[A\r', undefined],
		['its words', 'nothing\r', 'none'],
		['its words with a full stop', 'A new Pod.\r', 'one'],
		['some of its words', 'new pod\r', 'one'],
		['its number with a word', 'option 2\r', 'none'],
		['a word for not sure', 'not sure\r', undefined],
	])('is made by %s', (_what, input, choice) => {
		const screen = open(inMission({stage: predicting}));
		screen.type(input);
		expect(screen.host.actions).toEqual([{type: 'predict', choice}]);
	});

	it('comes before the solution of what follows it', () => {
		const screen = open(inMission({stage: predicting}));
		screen.type('solution\r');
		expect(screen.shown).toContain('The step begins with your prediction.');
		expect(screen.store.getSnapshot().state.inputs.prompt.text).toBe('');
	});

	it('is not followed by two full stops', () => {
		const prediction = {question: '?', chosen: 'Both at once.', outcome: {right: false, text: 'One came first.'}};
		expect(open(inMission({stage: passed, prediction})).shown).toContain(
			'You predicted: Both at once. One came first.',
		);
	});

	it('has nothing chosen for the learner', () => {
		const screen = open(inMission({stage: predicting}));
		expect(screen.shown).not.toContain('▸ 1');
		screen.type('\r');
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('Type the number of your prediction');
	});

	it('is not guessed from words that stand in two of the choices', () => {
		const choices = [...predicting.choices, {id: 'same', text: 'The same Pod'}];
		const screen = open(inMission({stage: {...predicting, choices}}));
		screen.type('pod\r');
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('Type the number of your prediction');
	});

	it('waits while a command is run that was typed into it', () => {
		const screen = open(inMission({stage: predicting}));
		screen.type('kubectl get pods\r');
		expect(screen.host.actions).toEqual([{type: 'run', line: 'kubectl get pods'}]);
		expect(screen.shown).toContain('the prediction is still open');
	});

	it('shows what runs at the prompt meanwhile', () => {
		const running = {line: 'kubectl delete pod web'};
		expect(open({...inMission({stage: predicting}), running}).shown).toContain(
			'Your prediction: kubectl delete pod web is running (Ctrl+C stops it)',
		);
		expect(open({...inMission({stage: asking}), running}).shown).toContain(
			'Your answer: kubectl delete pod web is running (Ctrl+C stops it)',
		);
	});

	it('says when a number is none of the choices', () => {
		const screen = open(inMission({stage: predicting}));
		screen.type('7\r');
		expect(screen.host.actions).toEqual([]);
		expect(screen.shown).toContain('Type the number of your prediction');
	});
});

describe('a question', () => {
	it('lets who is typing a command type it to its end', () => {
		const screen = open(inMission());
		screen.type('kubectl get ');
		screen.host.set(inMission({stage: asking}));
		screen.press('none');
		screen.type('pods\r');
		expect(screen.host.actions).toEqual([{type: 'run', line: 'kubectl get pods'}]);
		screen.press('escape');
		screen.type('because\r');
		expect(screen.host.actions.at(-1)).toEqual({type: 'answer', text: 'because'});
	});

	it('has the keys at once where nothing is being typed', () => {
		const screen = open(inMission());
		screen.host.set(inMission({stage: asking}));
		screen.press('none');
		screen.type('because\r');
		expect(screen.host.actions).toEqual([{type: 'answer', text: 'because'}]);
	});

	it('says that it wants an answer, and what shows it', () => {
		const screen = open(inMission({stage: asking}));
		screen.type('\r');
		expect(screen.shown).toContain('Type an answer. "not sure" is one, too.');
		screen.type('solution\r');
		expect(screen.shown).toContain('Nothing to type here. "not sure" shows the answer.');
		expect(screen.host.actions).toEqual([]);
	});

	it("takes the learner's own words", () => {
		const screen = open(inMission({stage: asking}));
		expect(screen.shown).toContain('? Why is it gone?');
		screen.type('undo nothing watches over it\r');
		expect(screen.host.actions).toEqual([{type: 'answer', text: 'undo nothing watches over it'}]);
	});

	it.each([
		['not sure\r', {type: 'not-sure'}],
		['I think I had it\r', {type: 'had-it'}],
		['\x1bn', {type: 'not-sure'}],
	] as const)('%j is always there', (input, action) => {
		const screen = open(inMission({stage: asking}));
		screen.type(input);
		expect(screen.host.actions).toEqual([action]);
	});

	it('lets one look something up at the prompt and come back, both texts kept', () => {
		const screen = open(inMission({stage: asking}));
		screen.type('it has no');
		screen.press('escape');
		screen.type('kubectl get pods\r');
		expect(screen.host.actions).toEqual([{type: 'run', line: 'kubectl get pods'}]);
		screen.type('answer\r');
		expect(screen.shown).toContain('Your answer: it has no');
	});

	it('says what was there, what is missing and what is not so', () => {
		const attempt = {
			text: 'the node did it',
			verdict: 'partial',
			there: ['it is gone'],
			missing: ['no controller'],
			wrong: ['the node is fine'],
		} as const;
		const {shown} = open(inMission({stage: {...asking, attempts: [attempt]}}), {columns: 80, rows: 40});
		for (const text of [
			'> the node did it',
			'◐ Partly.',
			'✓ it is gone',
			'missing: no controller',
			'but: the node is fine',
		]) {
			expect(shown).toContain(text);
		}
	});
});

describe('where not all of a step fits', () => {
	it('keeps what is missing in sight under its hints', () => {
		const hints = ['Look at the file.', 'Type `cat pod.yaml`, and count its lines.', 'There are four of them.'];
		const {shown} = open(inMission({hints, hintsLeft: 0, lesson: 'A long lesson. '.repeat(60)}), {
			columns: 60,
			rows: 20,
		});
		expect(shown).toContain('There are four of them.');
		expect(shown).toContain('missing: there is no Pod named web');
	});

	it('says what came of a prediction before it asks on', () => {
		const prediction = {question: '?', chosen: 'Nothing', outcome: {right: true, text: 'Nothing makes it again.'}};
		const {shown} = open(inMission({stage: asking, prediction}));
		expect(shown.indexOf('Nothing makes it again.')).toBeLessThan(shown.indexOf('Why is it gone?'));
	});
});

it('takes no "not sure" for a question that has been answered', () => {
	const screen = open(inMission({stage: {...asking, settled: true, answer: '!'}}));
	screen.type('not sure\r');
	expect(screen.host.actions).toEqual([]);
	expect(screen.shown).toContain('there is no question now');
});

describe('at the end of a mission', () => {
	it('says which steps were left for later', () => {
		const next = 'the next mission: Scale';
		expect(open(inMission({stage: {...passed, next, left: [2, 4]}})).shown).toContain('left for later: steps 2, 4.');
		expect(open(inMission({stage: {...asking, settled: true, answer: '!', next, left: [3]}})).shown).toContain(
			'left for later: step 3.',
		);
	});

	it('says how one that is done is played once more', () => {
		expect(open(inMission({stage: {...passed, again: true}})).shown).toContain('reset begins it again');
	});

	it('puts one mark after a title', () => {
		const {shown} = open(inMission({stage: {...passed, next: 'step 7: Who needs one?'}}));
		expect(shown).toContain('Who needs one?');
		expect(shown).not.toContain('?.');
	});
});

describe('the built-in editor', () => {
	const editing = {id: 1, name: 'pod.yaml', text: 'kind: Pod\n'};

	it('opens, validates, saves and is left', () => {
		const screen = open({...inMission(), editing});
		screen.host.problem = (_name, text) =>
			text.includes('\t') ? undefined : text.includes('bad') ? {line: 1, text: 'this is no field'} : undefined;
		screen.type('bad ');
		expect(screen.shown).toContain('! Line 1: this is no field');
		expect(screen.shown).toContain('not saved');
		screen.press('ctrl+s');
		expect(screen.host.actions).toEqual([{type: 'save', text: 'bad kind: Pod\n'}]);
		screen.press('escape');
		expect(screen.host.actions.at(-1)).toEqual({type: 'edited'});
		expect(screen.shown).toContain('The bare Pod');
	});

	it('shows the lesson over what is written, and goes on where it was', () => {
		const screen = open({...inMission(), editing});
		screen.type('bad ');
		expect(screen.shown).toContain('F2 lesson');
		screen.press('f2');
		expect(screen.shown).toContain('smallest thing that Kubernetes runs');
		expect(screen.shown).toContain('▸ Create a Pod named web');
		screen.press('f2');
		expect(screen.shown).toContain('bad kind: Pod');
		screen.press('f2');
		screen.type('x');
		expect(screen.shown).toContain('bad xkind: Pod');
	});

	it('stays open when what was saved cannot be used', () => {
		const screen = open({...inMission(), editing});
		screen.type('x');
		screen.press('escape');
		screen.type('s');
		screen.host.set({editing: {...editing, problem: 'the server refused it'}});
		screen.press('none');
		expect(screen.shown).toContain('the server refused it');
		expect(screen.host.actions).not.toContainEqual({type: 'edited'});
	});
});

describe('help', () => {
	it('opens by key and by word, and goes away by what is typed next, which is not lost', () => {
		const screen = open(inMission());
		screen.type('help\r');
		expect(screen.shown).toContain('Words and keys');
		screen.type('ls');
		expect(screen.shown).toContain('$ ls');
		screen.type('\x1bOP');
		expect(screen.shown).toContain('Words and keys');
	});

	it('says what a term means', () => {
		const screen = open(inMission());
		screen.type('what Pod\r');
		expect(screen.shown).toContain('One or more containers that share a node');
	});
});

it('says when the terminal is too small', () => {
	expect(open(inMission(), {columns: 59, rows: 30}).shown).toContain('needs at least 60×20');
});

it('tells its listeners once for a burst of keys, and not at all when nothing changed', () => {
	const {store, type} = open(inMission());
	const listener = vi.fn();
	store.subscribe(listener);
	type('kubectl get pods\rls\r');
	expect(listener).toHaveBeenCalledOnce();
	listener.mockClear();
	store.keys([{id: 'f11', text: ''}]);
	expect(listener).not.toHaveBeenCalled();
});
