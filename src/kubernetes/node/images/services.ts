/** Images that just run: the pause container, and the parts of a cluster itself. */
import {type Program, type Steps, sleepFor, untilSignal} from '../process/process.ts';
import {formatDate} from '../programs/date.ts';
import {type ImageSketch, stopTime} from './image.ts';

/** Says a few lines, listens, and ends when told to. */
function service(lines: readonly string[], ports: readonly number[]): Program {
	return function* (process): Steps {
		const {machine} = process;
		const stamp = formatDate(machine.now, '%Y-%m-%d %H:%M:%S');
		for (const line of lines) {
			machine.log.out.write(`${line.replace('{time}', stamp)}\n`);
		}
		for (const port of ports) {
			machine.listen(port, {http: () => ({status: 200, body: 'ok'})});
		}
		yield* untilSignal(process, ['SIGTERM', 'SIGINT']);
		yield* sleepFor(process, stopTime);
		return 0;
	};
}

/** An image without a shell, that holds one executable. */
function single(name: string, lines: readonly string[] = [], ports: readonly number[] = []): ImageSketch {
	const program = service(lines, ports);
	return {
		entrypoint: [`/${name}`],
		endless: true,
		bin: {[name]: program, [`/${name}`]: program},
		files: {[`/${name}`]: ''},
	};
}

const felix = service(
	[
		'{time} [INFO][9] startup/startup.go: Early log level set to info',
		'{time} [INFO][9] startup/startup.go: Using NODENAME environment for node name',
		'{time} [INFO][60] felix/daemon.go: Felix starting up',
	],
	[9099],
);

export const pauseImage = single('pause');

/** By repository; any version of them is known. */
export const clusterImages: Readonly<Record<string, ImageSketch>> = {
	'docker.io/calico/node': {
		command: ['start_runit'],
		endless: true,
		bin: {start_runit: felix, 'calico-node': service([], []), '/bin/calico-node': service([], [])},
	},
	'registry.k8s.io/coredns/coredns': single(
		'coredns',
		['.:53', 'CoreDNS-1.12.0', 'linux/amd64, go1.23.3'],
		[53, 8080, 8181],
	),
	'registry.k8s.io/kube-proxy': single('kube-proxy', [], [10256]),
	'registry.k8s.io/kube-apiserver': single('kube-apiserver', [], [6443]),
	'registry.k8s.io/kube-controller-manager': single('kube-controller-manager', [], [10257]),
	'registry.k8s.io/kube-scheduler': single('kube-scheduler', [], [10259]),
	'registry.k8s.io/etcd': single('etcd', [], [2379, 2381]),
	'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner': single('nfs-subdir-external-provisioner'),
};
