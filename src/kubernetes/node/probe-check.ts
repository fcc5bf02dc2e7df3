/** Carries out one probe (pkg/kubelet/prober/prober.go, pkg/probe). */
import type {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import type {Probe} from '../../api/core-v1/probes.ts';
import {formatGoDuration} from '../../apimachinery/duration.ts';
import type {PodSimulation, RequestInput} from './process/simulation.ts';
import type {ContainerRun} from './state.ts';

export interface ProbeOutcome {
	readonly success: boolean;
	/** What the event says of a failure. */
	readonly output: string;
	/** Whether the probe itself went wrong, so that its result does not count. */
	readonly errored?: boolean;
}

/** Who asks, as servers see it. */
export const probeAgent = 'kube-probe/1.36';

/** The number of a port that may be given by its name. */
export function portNumber(container: Container, port: number | string): number | undefined {
	if (typeof port === 'number') {
		return port;
	}
	const named = container.ports?.find(({name}) => name === port)?.containerPort;
	return named ?? (/^\d+$/.test(port) ? Number(port) : undefined);
}

/** The request of an HTTP probe, as it reaches the server. */
export function probeRequest(
	container: Container,
	probe: Probe,
	podIP: string,
	hostIP: string,
	at: number,
): RequestInput | undefined {
	const {httpGet} = probe;
	const port = httpGet && portNumber(container, httpGet.port);
	if (!httpGet || port === undefined) {
		return undefined;
	}
	const path = httpGet.path.startsWith('/') ? httpGet.path : `/${httpGet.path}`;
	const host = `${httpGet.host || podIP}:${port}`;
	return {at, port, path, host, agent: probeAgent, from: hostIP, secure: httpGet.scheme === 'HTTPS'};
}

/** @param simulation of the Pod, at the instant of the probe */
export function check(
	pod: Pod,
	container: Container,
	run: ContainerRun,
	probe: Probe,
	simulation: PodSimulation,
	addresses: {readonly podIP: string; readonly hostIP: string},
): ProbeOutcome {
	if (probe.exec) {
		return checkExec(run, probe, simulation);
	}
	const {podIP, hostIP} = addresses;
	if (probe.httpGet) {
		return checkHttp(pod, container, probe, simulation, podIP, hostIP);
	}
	if (probe.tcpSocket) {
		const port = portNumber(container, probe.tcpSocket.port);
		if (port === undefined) {
			return {success: false, errored: true, output: `couldn't resolve port: ${probe.tcpSocket.port}`};
		}
		const open = simulation.serverAt(port) !== undefined;
		return {
			success: open,
			output: open ? '' : `dial tcp ${probe.tcpSocket.host || podIP}:${port}: connect: connection refused`,
		};
	}
	if (probe.grpc) {
		return checkGrpc(probe, simulation, podIP);
	}
	return {success: true, output: ''};
}

function checkHttp(
	pod: Pod,
	container: Container,
	probe: Probe,
	simulation: PodSimulation,
	podIP: string,
	hostIP: string,
): ProbeOutcome {
	const {scheme, path} = probe.httpGet!;
	const port = portNumber(container, probe.httpGet!.port);
	if (port === undefined) {
		return {
			success: false,
			errored: true,
			output: `couldn't find port: "${probe.httpGet!.port}" in container "${container.name}" of pod "${pod.metadata.name}"`,
		};
	}
	const host = probe.httpGet!.host || podIP;
	const url = `${scheme.toLowerCase()}://${host}:${port}${path.startsWith('/') ? path : `/${path}`}`;
	const server = simulation.serverAt(port);
	if (!server) {
		return {success: false, output: `Get "${url}": dial tcp ${host}:${port}: connect: connection refused`};
	}
	if (!server.http) {
		return {success: false, output: `Get "${url}": EOF`};
	}
	if (scheme === 'HTTPS' && !server.tls) {
		return {success: false, output: `Get "${url}": http: server gave HTTP response to HTTPS client`};
	}
	const reply = simulation.request(probeRequest(container, probe, podIP, hostIP, simulation.now)!);
	const status = typeof reply === 'string' ? 0 : reply.status;
	const success = status >= 200 && status < 400;
	return {success, output: success ? '' : `HTTP probe failed with statuscode: ${status}`};
}

function checkGrpc(probe: Probe, simulation: PodSimulation, podIP: string): ProbeOutcome {
	const {port, service} = probe.grpc!;
	const server = simulation.serverAt(port);
	if (!server) {
		return {
			success: false,
			output: `timeout: failed to connect service "${podIP}:${port}" within ${formatGoDuration(probe.timeoutSeconds * 1000)}: context deadline exceeded`,
		};
	}
	if (!server.grpc) {
		return {
			success: false,
			output: `timeout: failed to connect service "${podIP}:${port}" within ${formatGoDuration(probe.timeoutSeconds * 1000)}: context deadline exceeded`,
		};
	}
	const healthy = server.grpc(service);
	if (healthy === undefined) {
		return {
			success: false,
			output: 'error: health rpc probe failed: rpc error: code = NotFound desc = unknown service',
		};
	}
	return {success: healthy, output: healthy ? '' : 'service unhealthy (responded with "NOT_SERVING")'};
}

function checkExec(run: ContainerRun, probe: Probe, simulation: PodSimulation): ProbeOutcome {
	const argv = probe.exec?.command ?? [];
	const machine = simulation.machines.find(({input}) => input.id === run.id);
	if (!machine?.running) {
		return {success: false, errored: true, output: 'container not running'};
	}
	const program = machine.program(argv[0] ?? '');
	if (!program) {
		const where = argv[0]?.startsWith('/')
			? `stat ${argv[0]}: no such file or directory`
			: 'executable file not found in $PATH';
		return {
			success: false,
			errored: true,
			output: `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${run.id}": OCI runtime exec failed: exec failed: unable to start container process: exec: "${argv[0] ?? ''}": ${where}`,
		};
	}
	const result = simulation.execute(machine, argv, simulation.now + probe.timeoutSeconds * 1000);
	if (!result.done) {
		return {
			success: false,
			output: `command timed out: "${argv.join(' ')}" timed out after ${formatGoDuration(probe.timeoutSeconds * 1000)}`,
		};
	}
	return {success: result.exitCode === 0, output: result.output};
}
