/** `kubectl create ingress` (kubectl pkg/cmd/create/create_ingress.go). */
import {type Command, CommandError, type Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

/** HOST/PATH=SERVICE:PORT, and perhaps `,tls` or `,tls=SECRET`. */
const ruleForm = /^([\w*\-.]*)(\/.*)=([\w-]+):([\w-]+)(,(tls)=?([\w-]+)?)?/;

export const createIngress: Command = {
	name: 'ingress',
	aliases: ['ing'],
	usage: 'ingress NAME --rule=host/path=service:port[,tls[=secret]]',
	short: 'Create an ingress with the specified name',
	long: 'Says which Service the requests for a host and a path go to. An ingress controller, which this cluster has none of, would act on it.',
	examples: [
		['A path and all below it', 'kubectl create ingress web --rule="web.example.com/*=web:80"'],
		['Everything to one Service', 'kubectl create ingress web --default-backend=web:80'],
	],
	flags: [
		...createFlags,
		{name: 'annotation', type: 'stringArray', default: '[]', description: 'An annotation, as KEY=VALUE.'},
		{name: 'class', type: 'string', description: 'The IngressClass.'},
		{name: 'default-backend', type: 'string', description: 'Where all else goes, as SERVICE:PORT.'},
		{
			name: 'rule',
			type: 'stringArray',
			default: '[]',
			description: 'HOST/PATH=SERVICE:PORT[,tls[=SECRET]]; a path that ends with * stands for all that begin so.',
		},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {flags} = invocation;
		const name = nameFrom(invocation);
		const [rules, backend] = [flags.strings('rule'), flags.string('default-backend')];
		check(rules, flags.strings('annotation'), backend);
		const annotations = Object.fromEntries(flags.strings('annotation').map(pair => pair.split(/=(.*)/s).slice(0, 2)));
		const className = flags.string('class');
		const tls = tlsOf(rules);
		const object = {
			kind: 'Ingress',
			apiVersion: 'networking.k8s.io/v1',
			metadata: {
				name,
				...namespaceOf(invocation),
				...(Object.keys(annotations).length > 0 && {annotations}),
			},
			spec: {
				...(className !== '' && {ingressClassName: className}),
				...(backend !== '' && {defaultBackend: serviceBackend(backend)}),
				...(tls.length > 0 && {tls}),
				...(rules.length > 0 && {rules: rulesOf(rules)}),
			},
			status: {loadBalancer: {}},
		};
		return createFromFlags(invocation, object, 'failed to create ingress:');
	},
};

/** @throws CommandError */
function check(rules: readonly string[], annotations: readonly string[], backend: string): void {
	if (backend === '' && rules.length === 0) {
		throw new CommandError(
			'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
		);
	}
	const wrong = rules.find(rule => !ruleForm.test(rule));
	if (wrong !== undefined) {
		throw new CommandError(`rule ${wrong} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
	}
	const bare = annotations.find(annotation => !annotation.includes('='));
	if (bare !== undefined) {
		throw new CommandError(`annotation ${bare} is invalid and should be in format key=[value]`);
	}
	if (backend !== '' && backend.split(':').length !== 2) {
		throw new CommandError('default-backend should be in format servicename:serviceport');
	}
}

function serviceBackend(text: string) {
	const [name = '', port = ''] = text.split(':');
	return {service: {name, port: /^[+-]?\d+$/.test(port) ? {number: Number(port)} : {name: port}}};
}

interface Path {
	readonly path: string;
	readonly pathType: 'Exact' | 'Prefix';
	readonly backend: ReturnType<typeof serviceBackend>;
}

/** The paths of each host, hosts in the order in which they come. */
function rulesOf(rules: readonly string[]) {
	const byHost = new Map<string, Path[]>();
	for (const rule of rules) {
		const [target = ''] = rule.split(',');
		const [host = '', rest = ''] = target.split(/\/(.*)/s);
		const [below = '', service = ''] = rest.split('=');
		const whole = `/${below}`;
		const isPrefix = whole.endsWith('*');
		const path: Path = {
			path: isPrefix ? whole.slice(0, -1) : whole,
			pathType: isPrefix ? 'Prefix' : 'Exact',
			backend: serviceBackend(service),
		};
		byHost.set(host, [...(byHost.get(host) ?? []), path]);
	}
	return [...byHost].map(([host, paths]) => ({...(host !== '' && {host}), http: {paths}}));
}

/** The hosts of each Secret; a host is taken once. */
function tlsOf(rules: readonly string[]): {readonly hosts?: readonly string[]; readonly secretName?: string}[] {
	const entries: {hosts: string[]; secret: string}[] = [];
	const taken = new Set<string>();
	for (const rule of rules) {
		const [, , , , , tls, , secret = ''] = ruleForm.exec(rule)!;
		const [host = ''] = rule.split('/', 1);
		if (!tls || taken.has(host)) {
			continue;
		}
		taken.add(host);
		const same = entries.find(entry => entry.secret === secret);
		if (same) {
			same.hosts.push(host);
		} else if (host !== '' || secret !== '') {
			entries.push({hosts: host === '' ? [] : [host], secret});
		}
	}
	return entries.map(({hosts, secret}) => ({
		...(hosts.length > 0 && {hosts}),
		...(secret !== '' && {secretName: secret}),
	}));
}
