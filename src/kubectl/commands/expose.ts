/** `kubectl expose` (kubectl pkg/cmd/expose/expose.go). */
import {find} from '../builder.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {fieldManagerFlag, filenameFlags, fromFiles, outputFlags, saveConfigFlag} from '../common-flags.ts';
import {namespaceOf} from '../create/run-create.ts';
import {dryRunFlag, dryRunOf} from '../dry-run.ts';
import {labelsText, parseLabels, portsOf, requireExposable, selectorOf} from '../expose/derive.ts';
import {serviceFor} from '../expose/service.ts';
import {withLastAppliedStruct} from '../last-applied.ts';
import {printerFor} from '../operation-printer.ts';
import {overrideFlags, withOverrides} from '../overrides.ts';
import {RestMapper} from '../resources.ts';
import {createObject} from '../writes.ts';

/** Names of Services are no longer than this. */
const maxName = 63;

export const expose: Command = {
	name: 'expose',
	usage:
		'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
	short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
	long: 'Makes a Service that sends to the Pods of an object. Selector, ports and labels are taken from it where flags do not say them.',
	examples: [
		['A Deployment', 'kubectl expose deployment web --port=80 --target-port=8000'],
		['A Pod', 'kubectl expose pod web --port=444 --name=frontend'],
		['A headless Service', 'kubectl expose deployment web --port=80 --cluster-ip=None'],
	],
	flags: [
		...outputFlags,
		{name: 'cluster-ip', type: 'string', description: 'An address of its own; None makes a headless Service.'},
		dryRunFlag,
		{name: 'external-ip', type: 'string', description: 'A further address that it answers at.'},
		fieldManagerFlag('kubectl-expose'),
		...filenameFlags('naming the resource to expose'),
		{name: 'labels', shorthand: 'l', type: 'string', description: "The Service's own labels."},
		{name: 'load-balancer-ip', type: 'string', description: "The load balancer's address."},
		{name: 'name', type: 'string', description: "The Service's name; without it that of the object."},
		...overrideFlags,
		{name: 'port', type: 'string', description: 'The port that it serves on.'},
		{name: 'protocol', type: 'string', description: 'TCP, UDP or SCTP.'},
		saveConfigFlag,
		{name: 'selector', type: 'string', description: 'The labels of the Pods to send to.'},
		{name: 'session-affinity', type: 'string', description: 'None or ClientIP.'},
		{name: 'target-port', type: 'string', description: 'The port of the container, by number or name.'},
		{name: 'type', type: 'string', description: 'ClusterIP, NodePort, LoadBalancer or ExternalName.'},
	],
	completes: 'resources',
	run: exposeResources,
};

async function exposeResources(invocation: Invocation): Promise<number> {
	const {io, args, flags, namespace} = invocation;
	const dryRun = dryRunOf(invocation);
	const print = printerFor(invocation, 'exposed', dryRun, {keys: 'as-given'});
	const client = new Client(io);
	const result = await find(client, {...fromFiles(invocation), args, continueOnError: true, flatten: true});
	await result.visit(async info => {
		const object = info.object!;
		requireExposable(info.mapping!.group, info.mapping!.kind);
		const selector = flags.string('selector') || introspect('selectors via --selector flag', () => selectorOf(object));
		const known = introspect('protocol via', () => portsOf(object));
		const headless = flags.string('cluster-ip') === 'None';
		const ports = flags.string('port') === '' ? [...known.keys()] : flags.string('port').split(',');
		if (ports.length === 0 && !headless) {
			throw new CommandError("couldn't find port via --port flag or introspection");
		}
		const labels = flags.string('labels') || labelsText(object.metadata.labels);
		const service = withOverrides(
			serviceFor({
				name: flags.string('name') || info.name.slice(0, maxName),
				...(dryRun === 'client' && namespaceOf(invocation)),
				selector: parseLabels(selector),
				labels: labels === '' ? undefined : parseLabels(labels),
				ports,
				protocols: known,
				protocol: flags.string('protocol'),
				targetPort: flags.string('target-port'),
				type: flags.string('type'),
				clusterIP: flags.string('cluster-ip'),
				externalIP: flags.string('external-ip'),
				loadBalancerIP: flags.string('load-balancer-ip'),
				sessionAffinity: flags.string('session-affinity'),
			}),
			flags,
		);
		if (dryRun === 'client') {
			print(service);
			return;
		}
		const body = flags.bool('save-config') ? withLastAppliedStruct(service) : service;
		const mapping = (await (await RestMapper.load(client)).forKind('v1', 'Service'))!;
		print(
			await createObject(client, {mapping, namespace}, body, {dryRun, fieldManager: flags.string('field-manager')}),
		);
	});
	return 0;
}

function introspect<T>(what: string, step: () => T): T {
	try {
		return step();
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const or = what.endsWith('flag') ? ' or' : '';
		throw new CommandError(`couldn't ${or === '' ? 'find' : 'retrieve'} ${what}${or} introspection: ${why}`);
	}
}
