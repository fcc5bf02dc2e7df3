/** Pods (pkg/registry/core/pod). */
import {Pod, type PodSpec} from '../../../api/core-v1/pod.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/formats.ts';
import type {ResourceDefinition} from '../resource.ts';
import {podColumns, podRowConditions} from './pod-columns.ts';
import {podStrategy} from './pod-strategy.ts';

export const pods: ResourceDefinition<Pod> = {
	group: '',
	version: 'v1',
	kind: 'Pod',
	plural: 'pods',
	singular: 'pod',
	shortNames: ['po'],
	categories: ['all'],
	namespaced: true,
	subresources: [
		'attach',
		'binding',
		'ephemeralcontainers',
		'eviction',
		'exec',
		'log',
		'portforward',
		'proxy',
		'resize',
		'status',
	],
	schema: Pod,
	strategy: podStrategy,
	columns: podColumns,
	rowConditions: podRowConditions,
	validateName: nameIsDnsSubdomain,
	fields: {
		'spec.nodeName': ({spec}) => spec.nodeName ?? '',
		'spec.restartPolicy': ({spec}) => spec.restartPolicy,
		'spec.schedulerName': ({spec}) => spec.schedulerName,
		'spec.serviceAccountName': ({spec}) => spec.serviceAccountName ?? '',
		'spec.hostNetwork': ({spec}) => String(spec.hostNetwork ?? false),
		'status.phase': ({status}) => status.phase ?? '',
		'status.podIP': ({status}) => status.podIPs?.[0]?.ip ?? '',
		// Known to the server, but never filled in.
		'status.podIPs': () => '',
		'status.nominatedNodeName': ({status}) => status.nominatedNodeName ?? '',
		// The name that clients used before `spec.nodeName`.
		'spec.host': ({spec}) => spec.nodeName ?? '',
	},
	indexes: {
		node(object) {
			const {nodeName} = (object as Pod).spec;
			return nodeName ? [nodeName] : [];
		},
		/** The claims that a Pod uses, as `namespace/name`. */
		claim(object) {
			const {metadata, spec} = object as Pod;
			return claimNamesOf(spec, metadata.name).map(name => `${metadata.namespace}/${name}`);
		},
		label({metadata}) {
			const {namespace, labels = {}} = metadata;
			return Object.entries(labels).map(([key, value]) => `${namespace}/${key}=${value}`);
		},
	},
};

/** The claims of a Pod's volumes; one that is made for an ephemeral volume is named after Pod and volume. */
export function claimNamesOf({volumes = []}: PodSpec, podName: string): string[] {
	return volumes.flatMap(({name, persistentVolumeClaim, ephemeral}) => {
		const claim = persistentVolumeClaim?.claimName ?? (ephemeral && `${podName}-${name}`);
		return claim === undefined ? [] : [claim];
	});
}
