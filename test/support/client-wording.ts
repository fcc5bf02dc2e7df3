/**
 * What a kubectl older than the recorded one words differently. The server's answers are the same; the words are put
 * together in the client. Known from kubectl 1.32, and from 1.36 that made the recordings; each of the versions in
 * between has changed some, so that of these either wording is right.
 */
import type {Reword} from './recordings.ts';

/** The minor version of the kubectl that made the recordings. */
export const recordedMinor = 36;
/** The oldest that differs in its words alone. */
export const oldestMinor = 32;

interface Wording {
	/** What the newer one does that the older does not. */
	readonly newer: string;
	/** What either of them writes, or one of them, and what it is made into on both sides. */
	readonly pattern: RegExp;
	readonly to: string;
}

export const wordings: readonly Wording[] = [
	{newer: 'delete says from which namespace', pattern: / deleted from \S+ namespace$/gm, to: ' deleted'},
	{
		newer: 'rollout undo warns of what was applied',
		pattern: /^Warning: resource \S+ was previously managed with 'kubectl apply'\. Rolling back .*\n/gm,
		to: '',
	},
	{
		newer: "describe shows a DaemonSet's namespace",
		pattern: /^(Name: \| .*\n)Namespace: \| .*\n(?=Selector: .*\nNode-Selector: )/gm,
		to: '$1',
	},
	{
		newer: 'describe says whether a projected ConfigMap is optional, where a pointer was printed before',
		pattern: /^( +)ConfigMapOptional: \| <nil>$/gm,
		to: '$1Optional: | false',
	},
	{
		newer: 'describe says which container an Event is about',
		pattern: / \| kubelet \| spec\.containers\{[\w-]+\}: /g,
		to: ' | kubelet | ',
	},
	{newer: 'describe shows no version of kube-proxy', pattern: /^ +Kube-Proxy Version:\n/gm, to: ''},
	{
		newer: 'objects made in the client have no creationTimestamp of null',
		pattern: /^ +creationTimestamp: null\n/gm,
		to: '',
	},
	{
		newer: 'unknown commands and flags are an error in small letters',
		pattern: /^Error: (?=unknown (command|flag))/gm,
		to: 'error: ',
	},
	{
		newer: 'a flag that is missing is an error, where a line of a log was printed before',
		pattern: /^E\d{4} .* "command failed" err="required flag\(s\) \\"(\w+)\\" not set"$/gm,
		to: 'error: required flag(s) "$1" not set',
	},
	{
		newer: "scale passes on the server's words where there is nothing to scale",
		pattern: /^error: no objects passed to scale (?=\S+ "\S+" not found$)/gm,
		to: 'Error from server (NotFound): ',
	},
	{newer: 'there is an output format kyaml', pattern: /,kyaml,/g, to: ','},
	{
		newer: 'wait quotes the condition as a list',
		pattern: /^error: unrecognized condition: ""$/gm,
		to: 'error: unrecognized condition: []',
	},
	{newer: 'drain no longer stammers', pattern: /cannot delete cannot delete /g, to: 'cannot delete '},
];

/** What both sides are made into before they are compared. A kubectl as new as the recorded one is taken at its word. */
export function rewordFor(minor: number): Reword {
	return minor >= recordedMinor
		? inOrder
		: text => inOrder(wordings.reduce((reworded, {pattern, to}) => reworded.replace(pattern, to), text));
}

/** What a client says in an order that it leaves to chance, whatever its version. */
const unordered: readonly RegExp[] = [
	// drain keeps what it says of Pods in a map, and Go goes through a map in any order;
	/cannot delete [^,\]\n]+/g,
	/(?<=^Warning: |; )(deleting Pods|ignoring DaemonSet-managed Pods)[^;\n]*/gm,
	// it evicts all Pods at the same time, and each has a goroutine of its own that writes.
	/^evicting pod .*$/gm,
	/^pod\/\S+ evicted$/gm,
];

function inOrder(text: string): string {
	return unordered.reduce((ordered, pattern) => {
		const sorted = ordered.match(pattern)?.sort() ?? [];
		return ordered.replace(pattern, () => sorted.shift()!);
	}, text);
}
