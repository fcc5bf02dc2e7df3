/** The Pod that `kubectl run` makes (kubectl pkg/generate/versioned/run.go BasicPod). */
import {isCautiousEnvVarName} from '../../apimachinery/formats.ts';
import {CommandError, type Invocation} from '../command.ts';
import {parseLabels} from '../expose/derive.ts';

/** @throws CommandError */
export function podFor({args, flags}: Invocation, restartPolicy: string) {
	const [name = '', ...words] = args;
	const text = flags.string('labels');
	const labels = text === '' ? {run: name} : parseLabels(text);
	const annotations = pairsOf(flags.strings('annotations'), 'annotations');
	const env = flags.strings('env').map(variableOf);
	const stdin = flags.bool('stdin');
	const policy = flags.string('image-pull-policy');
	const port = flags.string('port');
	if (port !== '' && !/^[+-]?\d+$/.test(port)) {
		throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
	}
	const container = {
		name,
		image: flags.string('image'),
		...(words.length > 0 && (flags.bool('command') ? {command: words} : {args: words})),
		...(port !== '' && {ports: [{containerPort: Number(port)}]}),
		...(env.length > 0 && {env}),
		resources: {},
		...(policy !== '' && {imagePullPolicy: policy}),
		...(flags.bool('privileged') && {securityContext: {privileged: true}}),
		...(stdin && {stdin: true}),
		...(stdin && !flags.bool('leave-stdin-open') && {stdinOnce: true}),
		...(flags.bool('tty') && {tty: true}),
	};
	return {
		kind: 'Pod',
		apiVersion: 'v1',
		metadata: {name, labels, ...(annotations && {annotations})},
		spec: {containers: [container], restartPolicy, dnsPolicy: 'ClusterFirst'},
		status: {},
	};
}

function pairsOf(pairs: readonly string[], what: string): Readonly<Record<string, string>> | undefined {
	const entries = pairs.map(pair => {
		const equals = pair.indexOf('=');
		if (equals <= 0) {
			throw new CommandError(`invalid ${what}: ${pair}`);
		}
		return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
	});
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function variableOf(text: string) {
	const equals = text.indexOf('=');
	const name = text.slice(0, Math.max(0, equals));
	if (name === '' || isCautiousEnvVarName(name).length > 0) {
		throw new CommandError(`invalid env: ${text}`);
	}
	return {name, value: text.slice(equals + 1)};
}
