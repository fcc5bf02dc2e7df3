/** What is said after a line: after an error what it means, and after some lines that went well what they did not do. */
import {controllerOf} from '../../apimachinery/object.ts';
import {suggestions} from '../../kubectl/find-command.ts';
import {coach} from './coaching.ts';
import type {Mishap} from './mishap.ts';

/** The exit code of what Ctrl+C ended: that was meant. */
const interrupted = 130;

/** One plain sentence; undefined where nothing needs to be said. */
export function sentenceAfter(exit: number, mishap: Mishap): string | undefined {
	if (exit === interrupted) {
		return undefined;
	}
	return exit === 0 ? afterthought(mishap) : coach(mishap);
}

function afterthought(mishap: Mishap): string | undefined {
	const {line, errors, view, given = []} = mishap;
	const words = line.trim().split(/\s+/);
	const removed = words[0] === 'rm' ? words.find(word => given.includes(word.replace(/^\.\//, ''))) : undefined;
	if (removed !== undefined) {
		return `That took away the file, and nothing else: whatever was made from it stays in the cluster. \`kubectl delete -f ${removed}\` would have deleted that; \`undo\` brings the file back.`;
	}
	const scaled = /\bscale\b.*\b(?:rs|replicasets?)(?:\.apps)?[\s/]+(\S+)/.exec(line);
	const owned = view
		?.list('ReplicaSet')
		.filter(set => scaled?.[1]?.startsWith('-') || set.metadata.name === scaled?.[1])
		.map(set => controllerOf(set))
		.find(owner => owner?.kind === 'Deployment');
	if (scaled && owned) {
		return `The Deployment ${owned.name} owns that ReplicaSet, and sets its number back at once: scale the Deployment.`;
	}
	const nothing = nothingFound(mishap);
	if (nothing !== undefined) {
		return nothing;
	}
	const field = /^Warning: unknown field "([^"]+)"/m.exec(errors)?.[1];
	return field && `Kubernetes knows no field ${field} there, and has left it out: check its spelling and its place.`;
}

/** An empty list, where a mistyped namespace or label may be why. */
function nothingFound({line, errors, view}: Mishap): string | undefined {
	const found = /^No resources found(?: in (\S+) namespace)?/m.exec(errors);
	if (!found) {
		return undefined;
	}
	const pods = view?.list('Pod') ?? [];
	const known = [...new Set(['default', 'kube-system', ...pods.map(({metadata}) => metadata.namespace ?? '')])];
	const [, namespace] = found;
	const [near] = namespace === undefined || known.includes(namespace) ? [] : suggestions(namespace, known);
	if (near !== undefined) {
		return `Nothing is in a namespace ${namespace}. Did you mean ${near}?`;
	}
	return /\s(-l|--selector)\b/.test(line)
		? 'Nothing there has such labels: `--show-labels` after `kubectl get` shows those that there are.'
		: undefined;
}
