/** agnhost's generator of log lines (test/images/agnhost/logs-generator/logs_generator.go): so many, spread over a time. */
import {parseGoDuration} from '../../../apimachinery/duration.ts';
import {fnv1a} from '../../hash.ts';
import {type Program, sleepFor} from '../process/process.ts';
import {klog, wordOption} from './agnhost-parts.ts';

const methods = ['GET', 'POST', 'PUT'];
const namespaces = ['kube-system', 'default', 'ns'];
/** The letters of names that Kubernetes makes up (apimachinery pkg/util/rand/rand.go). */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

export const logsGenerator: Program = function* (process) {
	const {machine, argv} = process;
	const lines = Number(wordOption(argv, 'log-lines-total', wordOption(argv, 't', '0')));
	const duration = parseGoDuration(wordOption(argv, 'run-duration', wordOption(argv, 'd', '0s')));
	if (!(lines > 0)) {
		klog(machine, `Invalid total number of lines: ${lines}`, 'logs_generator.go:64', 'F');
		return 255;
	}
	if (!(duration > 0)) {
		klog(machine, 'Invalid duration: 0s', 'logs_generator.go:68', 'F');
		return 255;
	}
	for (let id = 0; id < lines; id++) {
		klog(machine, logLine(id, machine.host.hostname), 'logs_generator.go:76');
		yield* sleepFor(process, duration / lines);
	}
	return 0;
};

/** A line as an API server might write it. It is drawn by lot there, and worked out from the Pod's name here. */
function logLine(id: number, hostname: string): string {
	const lot = fnv1a(`${hostname}/${id}`);
	const pick = <T>(from: ArrayLike<T>, part: number) => from[Math.floor(lot / 7 ** part) % from.length]!;
	const name = [...Array(3 + (lot % 2)).keys()].map(index => pick(letters, index + 2)).join('');
	return `${id} ${pick(methods, 0)} /api/v1/namespaces/${pick(namespaces, 1)}/pods/${name} ${200 + (lot % 400)}`;
}
