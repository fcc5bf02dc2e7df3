/** `kubectl set env` (kubectl pkg/cmd/set/set_env.go). */
import type {ConfigMap, Secret} from '../../api/core-v1/config.ts';
import type {Container} from '../../api/core-v1/container.ts';
import type {EnvVar} from '../../api/core-v1/env.ts';
import type {PodSpec} from '../../api/core-v1/pod.ts';
import {isCautiousEnvVarName} from '../../apimachinery/formats.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {dryRunOf} from '../dry-run.ts';
import {nameFits, updateContainers, updatePodSpec} from '../pod-spec-edit.ts';
import {EnvResolver, listEnvironment} from './env-list.ts';
import {findToSet, requireServer, runSet, setFlags} from './run-set.ts';

export const setEnv: Command = {
	name: 'env',
	usage: 'env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
	short: 'Update environment variables on a pod template',
	long: 'Sets environment variables of containers, takes them away (KEY-) and lists them. --from takes them from a ConfigMap or a Secret.',
	examples: [
		['Set a variable', 'kubectl set env deployment/web MODE=fast'],
		['List the variables', 'kubectl set env deployment/web --list'],
		['Take one away', 'kubectl set env deployment/web MODE-'],
		['Take all of a ConfigMap', 'kubectl set env --from=configmap/settings deployment/web'],
	],
	flags: [
		...setFlags,
		{
			name: 'containers',
			shorthand: 'c',
			type: 'string',
			default: '*',
			description: 'The containers to change; * stands for any letters.',
		},
		{name: 'env', shorthand: 'e', type: 'stringArray', default: '[]', description: 'A variable to set, as KEY=VALUE.'},
		{name: 'from', type: 'string', description: 'The ConfigMap or Secret whose keys become variables.'},
		{name: 'keys', type: 'strings', default: '[]', description: 'Only these keys of --from.'},
		{name: 'list', type: 'bool', default: 'false', description: 'Prints the variables.'},
		{name: 'overwrite', type: 'bool', default: 'true', description: 'Also changes variables that are there already.'},
		{name: 'prefix', type: 'string', description: 'What the names of the variables begin with.'},
		{
			name: 'resolve',
			type: 'bool',
			default: 'false',
			description: 'With --list, prints the values that come from elsewhere.',
		},
	],
	completes: 'resources',
	run: changeEnvironment,
};

interface EnvChanges {
	readonly set: readonly EnvVar[];
	readonly remove: readonly string[];
}

function splitWords(args: readonly string[]): {resources: readonly string[]; words: readonly string[]} {
	const isVariable = (word: string) => /^.+=/s.test(word) || word.endsWith('-');
	const first = args.findIndex(isVariable);
	const resources = first < 0 ? args : args.slice(0, first);
	const words = first < 0 ? [] : args.slice(first);
	if (!words.every(isVariable)) {
		throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`);
	}
	return {resources, words};
}

function parseVariables(words: readonly string[], stdin: string | undefined): EnvChanges {
	const set: EnvVar[] = [];
	const remove: string[] = [];
	for (const word of words) {
		const equals = word.indexOf('=');
		if (word === '-') {
			set.push(...variablesOf(stdin ?? ''));
		} else if (equals >= 0) {
			const name = word.slice(0, equals);
			const problems = isCautiousEnvVarName(name);
			if (problems.length > 0) {
				throw new CommandError(`${JSON.stringify(name)} is not a valid key name: ${problems.join(';')}`);
			}
			set.push({name, value: word.slice(equals + 1)});
		} else if (word.endsWith('-')) {
			remove.push(word.slice(0, -1));
		} else {
			throw new CommandError(`unknown environment variable: ${word}`);
		}
	}
	if (remove.some(name => set.some(variable => variable.name === name))) {
		throw new CommandError('can not both modify and remove the same environment variable in the same command');
	}
	return {set, remove};
}

/** The `KEY=VALUE` lines of a text; `#` begins a comment. */
function variablesOf(text: string): EnvVar[] {
	return text.split('\n').flatMap(line => {
		const [name, value] = line.replace(/#.*$/, '').split(/=(.*)/s);
		return value === undefined ? [] : [{name: name!, value}];
	});
}

async function variablesFrom(client: Client, invocation: Invocation, source: string): Promise<EnvVar[]> {
	const keys = invocation.flags.strings('keys');
	const wanted = (key: string) => keys.length === 0 || keys.includes(key);
	const infos = await findToSet(client, invocation, [source]);
	return infos.flatMap(({object}) => {
		if (object?.kind !== 'ConfigMap' && object?.kind !== 'Secret') {
			throw new CommandError('unsupported resource specified in --from');
		}
		const ref = object.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
		const {data = {}, metadata} = object as ConfigMap | Secret;
		return Object.keys(data)
			.filter(wanted)
			.map(key => {
				const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
				if (name !== key) {
					client.warn(`key ${key} transferred to ${name}`);
				}
				return {name, valueFrom: {[ref]: {name: metadata.name, key}}};
			});
	});
}

async function changeEnvironment(invocation: Invocation): Promise<number> {
	const {io, args, flags} = invocation;
	if (flags.bool('all') && flags.string('selector') !== '') {
		throw new CommandError('cannot set --all and --selector at the same time');
	}
	const {resources, words} = splitWords(args);
	const dryRun = dryRunOf(invocation);
	requireServer(invocation, dryRun);
	const list = flags.bool('list');
	if (flags.strings('filename').length === 0 && resources.length === 0) {
		throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
	}
	if (list && flags.string('output') !== '') {
		throw new CommandError('--list and --output may not be specified together');
	}
	if (flags.strings('keys').length > 0 && flags.string('from') === '') {
		throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from');
	}
	const client = new Client(io);
	const parsed = parseVariables([...flags.strings('env'), ...words], io.stdin);
	const from = flags.string('from');
	const all = from === '' ? parsed.set : [...parsed.set, ...(await variablesFrom(client, invocation, from))];
	const prefix = flags.string('prefix');
	const changes: EnvChanges = {remove: parsed.remove, set: all.map(one => ({...one, name: prefix + one.name}))};
	const infos = await findToSet(client, invocation, resources);
	const pattern = flags.string('containers');
	const isChosen = ({name}: Container) => nameFits(pattern, name);
	const variablesOf = (container: Container) => changedVariables(container, changes, flags.bool('overwrite'));
	const warnOfNone = ({kind, metadata}: KubernetesObject) =>
		client.warn(`${kind}/${metadata.name} does not have any containers matching ${JSON.stringify(pattern)}`);
	if (list) {
		const resolver = flags.bool('resolve') ? new EnvResolver(client, invocation.namespace) : undefined;
		for (const {object} of infos) {
			const spec = podSpecOf(object!);
			if (spec && !(await listEnvironment(client, {object: object!, spec, variablesOf, isChosen, resolver}))) {
				warnOfNone(object!);
			}
		}
		return 0;
	}
	const change = (object: KubernetesObject) =>
		updatePodSpec(object, spec => {
			let found = false;
			const changed = updateContainers(spec, container => {
				if (!isChosen(container)) {
					return container;
				}
				found = true;
				const {env: _before, ...rest} = container;
				const env = variablesOf(container);
				return env.length === 0 ? rest : {...rest, env};
			});
			if (!found) {
				warnOfNone(object);
			}
			return changed;
		});
	await runSet(client, invocation, infos, {
		dryRun,
		operation: 'env updated',
		failure: 'failed to patch env update to pod template:',
		change,
	});
	return 0;
}

/** Changed variables keep their place; new ones come last. */
function changedVariables(container: Container, {set, remove}: EnvChanges, overwrite: boolean): readonly EnvVar[] {
	const before = container.env ?? [];
	if (!overwrite) {
		for (const {name, value} of set) {
			const current = before.find(variable => variable.name === name);
			if (current && (current.value ?? '') !== (value ?? '')) {
				throw new CommandError(`'${name}' already has a value (${current.value ?? ''}), and --overwrite is false`);
			}
		}
	}
	const result = new Map<string, EnvVar>();
	for (const variable of before) {
		if (!result.has(variable.name)) {
			result.set(variable.name, set.find(({name}) => name === variable.name) ?? variable);
		}
	}
	for (const variable of set) {
		if (!result.has(variable.name)) {
			result.set(variable.name, variable);
		}
	}
	return [...result.values()].filter(({name}) => !remove.includes(name));
}

/** The Pod or the Pods-to-be of an object; undefined where it has none. */
function podSpecOf(object: KubernetesObject): PodSpec | undefined {
	let found: PodSpec | undefined;
	try {
		updatePodSpec(object, spec => {
			found = spec;
			return spec;
		});
	} catch (error) {
		// It is passed over, as it would be said only when something is changed.
		if (!(error instanceof CommandError)) {
			throw error;
		}
	}
	return found;
}
