/** `kubectl create service` (kubectl pkg/cmd/create/create_service.go). */
import {isDns1123Subdomain, isPortName, isPortNumber} from '../../apimachinery/formats.ts';
import {type Command, CommandError, type Flag, type Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

const tcpFlag: Flag = {name: 'tcp', type: 'strings', default: '[]', description: 'PORT or PORT:TARGETPORT.'};

interface Kind {
	readonly type: ServiceType;
	readonly usage: string;
	readonly short: string;
	readonly example: string;
	readonly flags: readonly Flag[];
}

function command({type, usage, short, example, flags}: Kind): Command {
	return {
		name: type.toLowerCase(),
		usage,
		short,
		examples: [['Such as', `kubectl create service ${example}`]],
		flags: [...createFlags, tcpFlag, ...flags],
		completes: 'none',
		async run(invocation: Invocation) {
			const object = serviceOf(invocation, type);
			return createFromFlags(invocation, object, `failed to create ${type} service:`);
		},
	};
}

function serviceOf(invocation: Invocation, type: ServiceType) {
	const {flags} = invocation;
	const name = nameFrom(invocation);
	const tcp = flags.strings('tcp');
	const clusterIP = type === 'ClusterIP' ? flags.string('clusterip') : '';
	const externalName = type === 'ExternalName' ? flags.string('external-name') : '';
	const nodePort = type === 'NodePort' ? flags.int('node-port') : 0;
	if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName') {
		throw new CommandError('at least one tcp port specifier must be provided');
	}
	if (type === 'ExternalName' && isDns1123Subdomain(externalName).length > 0) {
		throw new CommandError(`invalid service external name ${externalName}`);
	}
	const ports = tcp.map(text => ({
		name: text.replaceAll(':', '-'),
		protocol: 'TCP',
		...portsOf(text),
		...(nodePort !== 0 && {nodePort}),
	}));
	return {
		kind: 'Service',
		apiVersion: 'v1',
		metadata: {name, ...namespaceOf(invocation), labels: {app: name}},
		spec: {
			...(ports.length > 0 && {ports}),
			selector: {app: name},
			...(clusterIP !== '' && {clusterIP}),
			type,
			...(externalName !== '' && {externalName}),
		},
		status: {loadBalancer: {}},
	};
}

/** Reads `80:8080` and `80:http`. @throws CommandError */
function portsOf(text: string): {port: number; targetPort: number | string} {
	const [first = '', target] = text.split(':');
	const port = Number(first);
	if (!/^\d+$/.test(first)) {
		throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(first)}: invalid syntax`);
	}
	if (port > 65_535) {
		throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(first)}: value out of range`);
	}
	if (target === undefined) {
		return {port, targetPort: port};
	}
	const number = /^[+-]?\d+$/.test(target);
	const problems = number ? isPortNumber(Number(target)) : isPortName(target);
	if (problems.length > 0) {
		throw new CommandError(problems.join(','));
	}
	return {port, targetPort: number ? Number(target) : target};
}

export const createService: Command = {
	name: 'service',
	aliases: ['svc'],
	usage: 'service',
	short: 'Create a service using a specified subcommand',
	flags: [],
	subcommands: [
		command({
			type: 'ClusterIP',
			usage: 'clusterip NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
			short: 'Create a ClusterIP service',
			example: 'clusterip web --tcp=80:8080',
			flags: [
				{name: 'clusterip', type: 'string', description: 'An address of its own; None makes a headless Service.'},
			],
		}),
		command({
			type: 'ExternalName',
			usage: 'externalname NAME --external-name external.name [--dry-run=server|client|none]',
			short: 'Create an ExternalName service',
			example: 'externalname search --external-name example.com',
			flags: [{name: 'external-name', type: 'string', description: 'The name that it stands for.', required: true}],
		}),
		command({
			type: 'LoadBalancer',
			usage: 'loadbalancer NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
			short: 'Create a LoadBalancer service',
			example: 'loadbalancer web --tcp=80:8080',
			flags: [],
		}),
		command({
			type: 'NodePort',
			usage: 'nodeport NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
			short: 'Create a NodePort service',
			example: 'nodeport web --tcp=80:8080',
			flags: [{name: 'node-port', type: 'int', default: '0', description: 'The port on each node.'}],
		}),
	],
};
