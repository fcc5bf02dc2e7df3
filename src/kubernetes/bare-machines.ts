/** Machines without kubelets: nodes that are registered by hand and stay as they are. For a control plane by itself. */
import type {KubernetesObject} from '../apimachinery/object.ts';
import {failure} from '../apimachinery/status.ts';
import {formatTime} from '../apimachinery/time.ts';
import type {MachinesFactory} from './machines.ts';

const unreachable = () => failure(500, 'InternalError', 'no kubelet runs on this node');

export const bareMachines: MachinesFactory = ({clock, api}) => ({
	add({name, ip, labels, taints}) {
		const time = formatTime(clock.now);
		const condition = {type: 'Ready', status: 'True', lastHeartbeatTime: time, lastTransitionTime: time};
		api.create('nodes', {
			apiVersion: 'v1',
			kind: 'Node',
			metadata: {name, labels: {'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels}},
			spec: {...(taints && {taints})},
			status: {
				addresses: [
					{type: 'InternalIP', address: ip},
					{type: 'Hostname', address: name},
				],
				capacity: {cpu: '4', memory: '8039044Ki', pods: '110'},
				conditions: [condition],
				nodeInfo: {kubeletVersion: 'v1.36.2'},
			},
		} as KubernetesObject);
	},
	stop() {},
	start() {},
	log() {
		throw unreachable();
	},
	followLog() {
		throw unreachable();
	},
	exec() {
		throw unreachable();
	},
});
