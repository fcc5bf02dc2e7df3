/** Commands that kubectl 1.36 has and this one has not: each says so instead of seeming unknown. */
import {type Command, CommandError} from '../command.ts';

const reasons: Readonly<Record<string, string>> = {
	alpha: 'it holds no commands here',
	autoscale: 'nothing measures load in this cluster, so nothing would be scaled; use "kubectl scale"',
	certificate: 'this cluster signs no certificates',
	completion: 'press Tab in the prompt instead',
	kuberc: 'there are no preferences to keep',
	kustomize: 'kustomizations are not built here; apply plain manifests with -f',
	plugin: 'this kubectl takes no plugins',
	'port-forward': 'there is no network to forward to',
	proxy: 'there is no API server on the network to proxy to',
	top: 'there is no metrics server in this cluster, so nothing measures CPU and memory',
};

export const namesNotHere: readonly string[] = Object.keys(reasons);

/** Refuses a command plainly, in one line. */
export function refuse(name: string): never {
	const reason = reasons[name];
	const why = reason ? `: ${reason}` : '';
	throw new CommandError(`"kubectl ${name}" is a real kubectl command, but it is not available here${why}`);
}

/** Stands in for a command that is not here, for completion and for `kubectl help NAME`. */
export function standIn(name: string): Command {
	return {name, usage: name, short: 'Not available here', flags: [], run: async () => refuse(name)};
}
