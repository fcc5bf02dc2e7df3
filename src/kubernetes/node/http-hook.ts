/** Hooks that send an HTTP request (pkg/kubelet/lifecycle/handlers.go runHTTPHandler). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {LifecycleHandler} from '../../api/core-v1/probes.ts';
import {ask, keepAnswers} from './ask.ts';
import {nodeAddress, simulatePod} from './pod-simulation.ts';
import {portNumber} from './probe-check.ts';
import type {Work} from './work.ts';

/** What servers see of who asks. */
const agent = 'kube-lifecycle/1.36';

/** Sends the request, to the Pod itself or to another; whether somebody answered, whatever the answer was. */
export function sendHook(work: Work, container: Container, {httpGet}: LifecycleHandler): boolean {
	const port = portNumber(container, httpGet!.port || (httpGet!.scheme === 'HTTPS' ? 443 : 80));
	if (port === undefined) {
		return false;
	}
	const {pod, record, node, context, now} = work;
	const host = httpGet!.host || record.ip || nodeAddress(node);
	const path = `/${(httpGet!.path ?? '').replace(/^\//, '')}`;
	const request = {
		port,
		path,
		host: `${host}:${port}`,
		agent,
		from: nodeAddress(node),
		secure: httpGet!.scheme === 'HTTPS',
	};
	if (host === record.ip || host === nodeAddress(node)) {
		record.requests = [...record.requests, {...request, at: now}];
		const simulation = simulatePod(pod, record, context);
		simulation.advanceTo(now);
		keepAnswers(context, pod, record, simulation.machines);
		return simulation.serverAt(port) !== undefined;
	}
	const other = context.api.list<Pod>('pods').find(({status, spec}) => status.podIP === host && !spec.hostNetwork);
	return other !== undefined && typeof ask(context, other, request) !== 'string';
}
