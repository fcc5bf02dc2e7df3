/** The real screen over a tutor that only pretends, to look at the screen by itself. Run by the screen's end-to-end tests. */
import type {Action, OutputEntry, Stage} from '../../../src/tutor/host.ts';
import {startScreen} from '../../../src/ui/start.tsx';
import {labNodes, pod} from './cluster.ts';
import {exampleMission, exampleView, FakeHost} from './fake-host.ts';

const host = new FakeHost({
	...(process.argv.includes('--notice') && {
		notices: [
			{
				id: 'copy',
				tone: 'warning',
				text: 'Another copy of the tutor is running. This one only reads: nothing done here is kept.',
			},
		],
	}),
	nodes: labNodes,
	pods: [pod('calico-node-x1', {node: 'worker-1', namespace: 'kube-system'})],
	history: ['kubectl get pods', 'kubectl get nodes -o wide'],
	missions: [
		...exampleView.missions,
		...['Scale', 'Roll out', 'Roll back', 'DaemonSet', 'StatefulSet', 'Choose the right workload'].map(
			(title, index) => ({
				id: `m${index}`,
				title,
				summary: 'Something to be learnt here, in a few steps.',
				state: 'new' as const,
				stepsPassed: 0,
				steps: 4,
			}),
		),
	],
});

let entry = 0;
const say = (kind: OutputEntry['kind'], text: string) =>
	host.set({output: [...host.view().output, {id: ++entry, kind, text, ...(kind === 'command' && {prompt: '$ '})}]});
const stage = (to: Stage, more = {}) =>
	host.set({mission: {...exampleMission, ...host.view().mission, ...more, stage: to}});

const hints = [
	'`kubectl apply` makes what a file describes.',
	'The file is `pod.yaml`; the flag is `-f`.',
	'Type `kubectl apply -f pod.yaml`.',
];

host.onAction = (action: Action) => {
	const view = host.view();
	switch (action.type) {
		case 'open':
			host.set({mission: {...exampleMission, lesson: longLesson}});
			break;
		case 'home': {
			const {mission: _mission, ...rest} = view;
			host.set({...rest, mission: undefined as never});
			break;
		}
		case 'run':
			host.set({history: [...view.history, action.line]});
			say('command', action.line);
			run(action.line);
			break;
		case 'hint':
			if (view.mission) {
				const {hints: given, hintsLeft} = view.mission;
				host.set({mission: {...view.mission, hints: [...given, hints[given.length]!], hintsLeft: hintsLeft - 1}});
			}
			break;
		case 'next':
			stage(
				view.mission?.stage.kind === 'passed'
					? {
							kind: 'predicting',
							question: 'You delete the Pod now. What comes in its place?',
							choices: [
								{id: 'a', text: 'A new Pod of the same name, on the same node'},
								{id: 'b', text: 'A new Pod of another name'},
								{id: 'c', text: 'Nothing'},
							],
						}
					: {kind: 'doing', missing: ['the Pod `web` is still there']},
				{step: {id: `s${entry}`, number: 3, count: 5, title: 'Look closer'}},
			);
			break;
		case 'predict':
			stage(
				{
					kind: 'asking',
					question: 'Why does nothing come back when a bare Pod is deleted?',
					attempts: [],
					settled: false,
				},
				{prediction: {question: '', chosen: 'Nothing'}},
			);
			break;
		case 'answer':
			stage({
				kind: 'asking',
				question: 'Why does nothing come back when a bare Pod is deleted?',
				settled: /control/.test(action.text),
				attempts: [
					{
						text: action.text,
						verdict: /control/.test(action.text) ? 'right' : 'partial',
						there: ['the Pod is gone for good'],
						missing: ['what would have made a new one'],
						wrong: [],
					},
				],
			});
			break;
		case 'pause':
		case 'play':
			host.set({clock: {...view.clock, paused: action.type === 'pause'}});
			break;
		case 'faster':
		case 'slower':
			host.set({clock: {...view.clock, speed: view.clock.speed * (action.type === 'faster' ? 2 : 0.5)}});
			break;
		case 'edit':
			host.set({
				editing: {
					id: Date.now(),
					name: action.name,
					text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: nginx\n      image: nginx:1.27 # the web server\n      ports:\n        - containerPort: 80\n',
					...(process.env.DEMO_FILE && {path: process.env.DEMO_FILE}),
				},
			});
			break;
		case 'edited': {
			host.set({editing: undefined as never});
			say('tutor', 'The editor was left.');
			break;
		}
		case 'interrupt':
			host.set({running: undefined as never});
			break;
		case 'clear':
			host.set({output: []});
			break;
		case 'dismiss':
			host.set({notices: []});
			break;
		default:
			say('tutor', `\`${action.type}\` was asked for.`);
	}
};

function run(line: string): void {
	if (line.startsWith('kubectl apply')) {
		say('stdout', 'pod/web created\n');
		host.set({
			pods: [...host.view().pods, pod('web', {node: 'worker-2', phase: 'Pending', waiting: 'ContainerCreating'})],
		});
		setTimeout(() => {
			host.set({
				pods: [
					pod('web', {node: 'worker-2'}),
					pod('db-0', {}),
					pod('broken-6d5f7c9b8d-abcde', {node: 'worker-1', waiting: 'CrashLoopBackOff', ready: false}),
				],
			});
			stage({
				kind: 'passed',
				why: ['the Pod `web` runs on `worker-2`, and its one container is ready'],
				otherWays: ['`kubectl create -f pod.yaml`'],
				next: 'step 3: Look closer',
			});
		}, 300);
	} else if (line.startsWith('seq')) {
		say('stdout', Array.from({length: Number(line.slice(4)) || 50}, (_, index) => `line ${index + 1}`).join('\n'));
	} else if (line.startsWith('kubectl get')) {
		say(
			'stdout',
			'NAME   READY   STATUS    RESTARTS   AGE   IP            NODE       NOMINATED NODE   READINESS GATES\nweb    1/1     Running   0          12s   10.244.1.23   worker-2   <none>           <none>\n',
		);
	} else if (line === 'throw') {
		throw new Error('thrown on purpose');
	} else if (line === 'watch') {
		host.set({running: {line}});
	} else if (line !== '') {
		say('stderr', `sh: ${line.split(' ')[0]}: command not found\n`);
		say('explain', 'There is no such command here. `help` lists the words; kubectl is the command for the cluster.');
	}
}

host.completions = (line, cursor) => {
	const start = line.lastIndexOf(' ', cursor - 1) + 1;
	const word = line.slice(start, cursor);
	const all =
		start === 0
			? ['kubectl', 'cat', 'ls']
			: ['get', 'apply', 'delete', 'describe', 'logs', 'pods', 'nodes', 'pod.yaml'];
	return {start, candidates: all.filter(text => text.startsWith(word)).map(text => ({text}))};
};
host.isIncomplete = line => line.includes('<<EOF') && !line.trimEnd().endsWith('\nEOF');

const longLesson = `A **Pod** is the smallest thing that Kubernetes runs: one container or a few, always together on one node.

You say what you want in a manifest, and hand it to the cluster. The cluster writes it down, finds a node for it, and the kubelet of that node starts its containers.

\`\`\`yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.27
\`\`\`

- \`metadata.name\` is what you call it.
- \`spec.containers\` says what runs in it.

Nobody watches over a bare Pod. You will see what that means in the next mission.`;

setInterval(
	() => host.set({clock: {...host.view().clock, now: host.view().clock.now + (host.view().clock.paused ? 0 : 1000)}}),
	1000,
).unref();

process.exitCode = await startScreen(host, {
	alternateScreen: !process.argv.includes('--no-alt-screen'),
	ascii: process.argv.includes('--ascii'),
	motion: !process.argv.includes('--no-motion'),
	version: '0.1.0',
	...(process.env.DEMO_EDITOR && {editor: process.env.DEMO_EDITOR}),
});
process.exit();
