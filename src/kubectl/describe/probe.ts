import type {Probe} from './types.ts';

/** A probe in one line (kubectl pkg/describe/describe.go DescribeProbe). */
export function probeText(probe: Probe): string {
	const timing = [
		`delay=${probe.initialDelaySeconds ?? 0}s`,
		`timeout=${probe.timeoutSeconds}s`,
		`period=${probe.periodSeconds}s`,
		`#success=${probe.successThreshold}`,
		`#failure=${probe.failureThreshold}`,
	].join(' ');
	if (probe.exec) {
		return `exec [${(probe.exec.command ?? []).join(' ')}] ${timing}`;
	}
	if (probe.httpGet) {
		const {scheme, host, port, path} = probe.httpGet;
		const name = host?.includes(':') ? `[${host}]` : (host ?? '');
		const file = path && !path.startsWith('/') ? `/${path}` : (path ?? '');
		return `http-get ${(scheme ?? 'HTTP').toLowerCase()}://${name}:${port}${file} ${timing}`;
	}
	if (probe.tcpSocket) {
		return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${timing}`;
	}
	if (probe.grpc) {
		return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${timing}`;
	}
	return `unknown ${timing}`;
}
