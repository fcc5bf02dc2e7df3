/** After a true error, one plain sentence: what it means, and where to look. */
import {suggestions} from '../../kubectl/find-command.ts';
import {commands} from '../../kubectl/main.ts';
import {viewOf} from '../checks/cluster-view.ts';
import {fieldSentence, versionSentence} from './field-coaching.ts';
import {fileSentence, lostFile, nearFiles} from './file-coaching.ts';
import type {Mishap} from './mishap.ts';
import {noSuchCommand, noSuchFlag} from './near-commands.ts';
import {noSuchKind} from './near-kinds.ts';
import {noSuchObject} from './near-names.ts';
import {yamlSentence} from './yaml-coaching.ts';

type Rule = readonly [pattern: RegExp, say: (found: RegExpExecArray, mishap: Mishap) => string | undefined];

/** From the particular to the general: the first that fits speaks. */
const rules: readonly Rule[] = [
	[/error converting YAML to JSON|error parsing/, (_, mishap) => yamlSentence(mishap)],
	[
		/spec\.selector: Required value/,
		() =>
			'The selector is missing: spec.selector.matchLabels says which Pods belong to it, and repeats the labels of the template.',
	],
	[
		/`selector` does not match template `labels`/,
		() =>
			'The two label spots differ: everything under spec.selector.matchLabels must also stand under spec.template.metadata.labels.',
	],
	[
		/spec\.selector: .*field is immutable/,
		() =>
			'A selector cannot be changed once the object exists: delete the object and apply it again, or leave its selector as it was.',
	],
	[
		/pod updates may not change fields other than/,
		() =>
			'A Pod that exists is nearly fixed: only its image and a few other fields can change. Delete it and apply the file again.',
	],
	[
		/field is immutable/,
		() => 'That field cannot be changed once the object exists: delete the object and apply it again.',
	],
	[/unknown field "([^"]+)"/, (found, {errors}) => fieldSentence(found[1]!, errors)],
	[
		/cannot unmarshal (\w+) into Go struct field (\S+?)\.(\S+) of type (\S+)/,
		found => `The field ${found[3]} wants ${typeWords(found[4]!)}, and the file gives ${typeWords(found[1]!)}.`,
	],
	[
		/unrecognized type: (\w+)$/m,
		found => `One of the changed fields wants ${typeWords(found[1]!)}, and the file gives something else there.`,
	],
	[
		/no matches for kind "([^"]+)" in version "([^"]+)"/,
		found => `No kind ${found[1]} is in ${found[2]}: ${versionSentence(found[1]!)}`,
	],
	[
		/no kind "([^"]+)" is registered for version "([^"]+)"/,
		found =>
			`No kind ${found[1]} is in ${found[2]}: kinds are written with capital letters, such as Deployment. \`kubectl api-resources\` lists them.`,
	],
	[
		/Object 'Kind' is missing/,
		() => 'Every manifest says what it describes: a line such as `kind: Pod` is missing, or indented.',
	],
	[
		/apiVersion not set|'apiVersion' is missing/,
		() => 'Every manifest begins with its API version: a line such as `apiVersion: v1` is missing.',
	],
	[
		/: Required value/,
		() =>
			'The field named above must be there and is not: it is missing, empty, or indented so that it belongs to something else.',
	],
	[
		/must consist of lower case alphanumeric characters/,
		() => 'Names use small letters, digits and dashes, and begin and end with a letter or a digit.',
	],
	[/: Duplicate value: ("[^"]+")/, found => `${found[1]} stands there twice, and each must have its own name.`],
	[
		/the path "([^"]+)" does not exist/,
		(found, mishap) => `There is no file ${found[1]} here.${nearFiles(mishap)}${lostFile(found[1]!, mishap)}`,
	],
	[
		/namespaces "([^"]+)" not found/,
		found =>
			`There is no namespace ${found[1]}: \`kubectl get namespaces\` lists them, and without -n you are in default.`,
	],
	[
		/^error: unknown command "([^"]+)"(?: for "kubectl")?(?:\nSee 'kubectl (\S+) -h')?/m,
		found => noSuchCommand(found[1]!, found[2] ?? ''),
	],
	[
		/the server doesn't have a resource type "([^"]+)"/,
		(found, {line, view = viewOf([])}) => noSuchKind(found[1]!, line, view),
	],
	[/You must specify the type of resource to (\w+)/, found => `Say of what kind, as in \`kubectl ${found[1]} pods\`.`],
	[
		/must specify one of -f and -k|Unexpected args: \[([^\]]*\.(?:ya?ml|json))\]/,
		found => `The file comes after -f: \`-f ${found[1] ?? 'web.yaml'}\`.`,
	],
	[
		/Unexpected args: \[(?:pods?|po)\b/,
		(_, {line}) =>
			/\bcreate\b/.test(line)
				? '`kubectl create` has no Pods among what it makes without a file: `kubectl run NAME --image=IMAGE` makes one, or `-f FILE`.'
				: undefined,
	],
	[
		/Unexpected args: /,
		(_, {line}) =>
			/\b(apply|replace)\b/.test(line) ? 'What is sent stands in a file, after -f: `-f web.yaml`.' : undefined,
	],
	[
		/must have a single resource and name/,
		(_, {line}) =>
			/,\s/.test(line) ? 'Several kinds are separated by commas, without spaces: `deploy,rs,pods`.' : undefined,
	],
	[
		/unable to find container named "([^"]+)"/,
		found =>
			`No container is called ${found[1]}: what stands before the = is the name of a container, as the manifest gives it.`,
	],
	[
		/container (\S+) is not valid for pod (\S+)/,
		found =>
			`The Pod ${found[2]} has no container called ${found[1]}: \`kubectl describe pod ${found[2]}\` lists them under Containers.`,
	],
	[/at least one image update is required|all resources must be specified before image changes/, () => imageSentence],
	[
		/no need to specify a resource type as a separate argument/,
		(_, {line}) => settingSentence(line) ?? 'Write KIND/NAME or KIND NAME, and not both.',
	],
	[
		/required resource not specified/,
		() => 'That command wants to know of what: the kind and the name, such as deploy/web.',
	],
	[
		/unable to find (?:the )?specified revision/,
		() =>
			'There is no such revision, or not any more: `kubectl rollout history` lists them. One that was gone back to has a new number.',
	],
	[
		/no rollout history found/,
		() => 'There is no revision before this one to go back to: change what is wrong in it instead.',
	],
	[
		/exceeded its progress deadline/,
		() => 'The rollout has come no further for too long: `kubectl get pods` shows which Pods are not ready.',
	],
	[
		/timed out waiting for the condition/,
		() => 'It did not come so far in that time. kubectl has stopped waiting; nothing else has changed.',
	],
	[
		/(\w*[pP]ort): Invalid value: \S+: must be between 1 and 65535/,
		found => `${found[1]} wants a port, a number from 1 to 65535. One that is left out counts as 0.`,
	],
	[/unknown (?:shorthand )?flag(?:: --([\w-]+))?/, (found, {line}) => noSuchFlag(found[1] ?? '', line)],
	[
		/required flag\(s\) "([^"]+)" not set/,
		found => `That command needs the flag --${found[1]}, with two dashes and a value: \`--${found[1]}=…\`.`,
	],
	[
		/invalid argument "([^"]*)" for "(?:-\w, )?(--[\w-]+)" flag: strconv\.ParseU?[Ii]nt/,
		found => `${found[2]} wants a whole number, and was given ${found[1] || 'nothing'}.`,
	],
	[
		/the server could not find the requested resource/,
		(_, {line}) =>
			/\bscale\b/.test(line)
				? 'Only what keeps a number of Pods can be scaled: a Deployment, a ReplicaSet or a StatefulSet.'
				: undefined,
	],
	[
		/\(AlreadyExists\)/,
		() =>
			'Something of that name is there already: `kubectl apply` changes what exists, `create` only makes what is new.',
	],
	[
		/is waiting to start: (ContainerCreating|PodInitializing)/,
		() => 'The container has not started yet, so it has written nothing: wait a moment and ask again.',
	],
	[
		/is waiting to start: (trying and failing to pull image|image can't be pulled|ErrImagePull|ImagePullBackOff)/,
		() =>
			'The container never started, because its image cannot be fetched: `kubectl describe` the Pod and read its events.',
	],
	[
		/a container name must be specified/,
		() => 'The Pod has several containers: say which one with -c NAME; the names stand in the message.',
	],
	[
		/\(NotFound\): pods "([a-z]+)" not found/,
		(_, {line}) => {
			const [, kind, name] = /\blogs?\s+([a-z]+)\s+([\w.-]+)/.exec(line) ?? [];
			const path =
				kind && /^pods?$|^po$/.test(kind) ? `\`kubectl logs ${name}\`, or pod/${name}` : `\`${kind}/${name}\``;
			return name && `logs wants the name of a Pod, and a kind only with a slash: ${path}.`;
		},
	],
	[
		/\(NotFound\).*?(\w+)(?:\.[\w.]+)? "(po|pods?|rs|replicasets?|deploy|deployments?|ds|sts|no|nodes?|svc|services?|events?)" not found/,
		found =>
			`After a kind come names, so ${found[2]} was taken for the name of one of the ${found[1]}: several kinds are separated by commas, without spaces.`,
	],
	[
		/\((NotFound)\).*?(\w+)(?:\.[\w.]+)? "([^"]+)" not found/,
		(found, {line, view = viewOf([])}) =>
			(!line.includes('=') && settingSentence(line)) || noSuchObject(found[2]!, found[3]!, line, view),
	],
	[
		/at least one (label|annotation) update is required/,
		found => `A ${found[1]} is written KEY=VALUE, without spaces: \`disk=ssd\`. KEY- takes it away.`,
	],
	[
		/'([^']+)' already has a value \(([^)]*)\), and --overwrite is false/,
		found => `${found[1]} is ${found[2]} there already: add --overwrite to change it.`,
	],
	[
		/must specify --patch|json: cannot unmarshal|invalid character|unexpected end of JSON input/,
		(_, {line}) =>
			/\bpatch\b/.test(line)
				? 'A patch is JSON after -p, in single quotes, with its names in double quotes: `-p \'{"spec":{"replicas":2}}\'`.'
				: undefined,
	],
	[/at least one environment variable must be provided/, () => environmentSentence],
	[
		/cannot delete Pods that declare no controller/,
		() => 'Nothing would make those Pods again elsewhere, so drain asks first: --force says that they may be lost.',
	],
	[
		/cannot delete DaemonSet-managed Pods/,
		() =>
			'A DaemonSet would put its Pods right back, so drain leaves them where they are: --ignore-daemonsets says that this is fine.',
	],
	[
		/the server could not find the requested resource/,
		(_, {line}) =>
			/\bscale\b.*\b(ds|daemonsets?)\b/.test(line)
				? 'A DaemonSet has no replicas: there are as many Pods as there are nodes for it. A nodeSelector says which nodes.'
				: undefined,
	],
	[/\(Conflict\)/, () => 'Somebody changed it in the meantime: look at it again, and make your change once more.'],
	[
		/^(apiVersion|kind|metadata|spec|- \w+)::? command not found/m,
		() => 'That is YAML, not a command: put it into a file with `edit FILE`, or paste it after `kubectl apply -f -`.',
	],
	[/^(\S+): command not found/m, (found, mishap) => fileSentence(found[1]!, mishap) ?? commandSentence(found[1]!)],
	[
		/resource\(s\) were provided, but no name/,
		() => 'Say which one: a name after the kind, or a selector with -l, or --all.',
	],
];

const environmentSentence = 'A variable is given as NAME=VALUE, without spaces: `COLOR=blue`. NAME- takes it away.';
const imageSentence = 'Say which container gets which image, as NAME=IMAGE without spaces: `nginx=nginx:1.28`.';

/** What `kubectl set` wants to be told, where the line is one. */
function settingSentence(line: string): string | undefined {
	return /\bset\s+image\b/.test(line) ? imageSentence : /\bset\s+env\b/.test(line) ? environmentSentence : undefined;
}

/** The sentence for a mishap; undefined where the error speaks for itself. */
export function coach(mishap: Mishap): string | undefined {
	for (const [pattern, say] of rules) {
		const found = pattern.exec(mishap.errors);
		const sentence = found && say(found, mishap);
		if (sentence) {
			return sentence;
		}
	}
	return undefined;
}

function typeWords(type: string): string {
	const words: readonly (readonly [RegExp, string])[] = [
		[/^u?int|^number|^float/, 'a number'],
		[/^string/, 'text'],
		[/^bool/, 'true or false'],
		[/^\[\]|^array/, 'a list (lines that begin with `- `)'],
		[/^map|^object|\./, 'fields of its own (indented lines below it)'],
	];
	return words.find(([pattern]) => pattern.test(type))?.[1] ?? type;
}

function commandSentence(word: string): string {
	const verb = commands.some(({name}) => name === word);
	if (verb) {
		return `${word} is a command of kubectl: type \`kubectl ${word} …\` (or \`k ${word} …\`).`;
	}
	const near = suggestions(word, ['kubectl']);
	return near.length > 0
		? 'Did you mean kubectl?'
		: 'Commands begin with `kubectl`; type `help` for everything else that one can type here.';
}
