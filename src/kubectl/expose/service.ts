/** The Service that `kubectl expose` and `kubectl run --expose` make (kubectl pkg/cmd/expose/expose.go). */
import {CommandError} from '../command.ts';
import {intOrString} from '../create/pod-disruption-budget.ts';

export interface ServicePlan {
	readonly name: string;
	readonly namespace?: string;
	readonly labels?: Readonly<Record<string, string>> | undefined;
	readonly selector: Readonly<Record<string, string>>;
	/** Numbers as text. */
	readonly ports: readonly string[];
	/** What is known of the protocols of each port. */
	readonly protocols: ReadonlyMap<string, readonly string[]>;
	/** '' takes the protocols that are known, or TCP. */
	readonly protocol: string;
	/** '' is the port itself. */
	readonly targetPort: string;
	readonly type?: string;
	readonly clusterIP?: string;
	readonly externalIP?: string;
	readonly loadBalancerIP?: string;
	readonly sessionAffinity?: string;
}

interface Port {
	readonly name?: string;
	readonly protocol: string;
	readonly port: number;
	readonly targetPort: number | string;
}

/** @throws CommandError */
export function serviceFor(plan: ServicePlan) {
	const {name, namespace, labels, selector, type = '', clusterIP = '', externalIP = ''} = plan;
	const {sessionAffinity = '', loadBalancerIP = ''} = plan;
	if (sessionAffinity !== '' && sessionAffinity !== 'None' && sessionAffinity !== 'ClientIP') {
		throw new CommandError(`unknown session affinity: ${sessionAffinity}`);
	}
	const ports = plan.ports.flatMap((text, i) => portsFor(plan, text, i));
	return {
		kind: 'Service',
		apiVersion: 'v1',
		metadata: {name, ...(namespace && {namespace}), ...(labels && Object.keys(labels).length > 0 && {labels})},
		spec: {
			...(ports.length > 0 && {ports}),
			selector,
			...(clusterIP !== '' && {clusterIP}),
			...(type !== '' && {type}),
			...(externalIP !== '' && {externalIPs: [externalIP]}),
			...(sessionAffinity !== '' && {sessionAffinity}),
			...(type === 'LoadBalancer' && loadBalancerIP !== '' && {loadBalancerIP}),
		},
		status: {loadBalancer: {}},
	};
}

/** One port, or one for each protocol that it serves. Several get names. */
function portsFor({ports, protocols, protocol, targetPort}: ServicePlan, text: string, i: number): Port[] {
	if (!/^[+-]?\d+$/.test(text)) {
		throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
	}
	const port = Number(text);
	const target = targetPort === '' ? port : intOrString(targetPort);
	const known = protocol === '' ? (protocols.get(text) ?? []) : [];
	if (known.length > 1) {
		return known.map(one => ({
			name: `port-${i + 1}-${one.toLowerCase()}`,
			protocol: one,
			port,
			targetPort: target,
		}));
	}
	const name = ports.length > 1 ? {name: `port-${i + 1}`} : {};
	return [{...name, protocol: protocol || (known[0] ?? 'TCP'), port, targetPort: target}];
}
