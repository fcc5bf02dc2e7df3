/** `kubectl rollout` (kubectl pkg/cmd/rollout/rollout.go). */
import type {Command} from '../command.ts';
import {pause, restart, resume} from '../rollout/changes.ts';
import {history} from '../rollout/history-command.ts';
import {status} from '../rollout/status-command.ts';
import {undo} from '../rollout/undo-command.ts';

export const rollout: Command = {
	name: 'rollout',
	usage: 'rollout SUBCOMMAND',
	short: 'Manage the rollout of a resource',
	long: 'Follows, stops, repeats and takes back the rollouts of Deployments, DaemonSets and StatefulSets.',
	examples: [
		['Back to the revision before', 'kubectl rollout undo deployment/web'],
		['Wait until a rollout is done', 'kubectl rollout status daemonset/node-logger'],
	],
	flags: [],
	helpGoesTo: 'out',
	subcommands: [history, pause, restart, resume, status, undo],
};
