/** Nodes (pkg/registry/core/node/strategy.go, ValidateNode in pkg/apis/core/validation/validation.go). */
import {Node, NodeStatus, NodeSystemInfo, type Taint} from '../../../api/core-v1/node.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isLabelValue} from '../../../apimachinery/formats.ts';
import {parseQuantity, quantityMilliValue} from '../../../apimachinery/quantity.ts';
import {nameIsDnsSubdomain, validateLabelName} from '../../../apimachinery/validation.ts';
import type {Column, ResourceDefinition} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {keep, sortedEntries} from './strategy.ts';

const {required, duplicate, forbidden, invalid, notSupported} = fieldErrors;
const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const podCidrMessage = 'node updates may not change podCIDR except from "" to valid';
const providerIdMessage = 'node updates may not change providerID except from "" to valid';

export const nodes: ResourceDefinition<Node> = {
	group: '',
	version: 'v1',
	kind: 'Node',
	plural: 'nodes',
	singular: 'node',
	shortNames: ['no'],
	namespaced: false,
	subresources: ['status'],
	schema: Node,
	validateName: nameIsDnsSubdomain,
	fields: {'spec.unschedulable': node => String(node.spec.unschedulable ?? false)},
	columns: columns(),
	strategy: {
		applyDefaults: defaultAllocatable,
		prepareForUpdate: (next, old) => keep(next, old, 'status'),
		prepareForStatusUpdate: (next, old) => keep(next, old, 'spec'),
		validate: validateNode,
		validateUpdate: (next, old) => [...validateNode(next), ...validateNodeUpdate(next, old)],
		validateStatusUpdate: validateNodeUpdate,
		warnings: node => [
			...(node.spec.configSource ? ['spec.configSource: the feature is removed'] : []),
			...(node.spec.externalID ? ['spec.externalID: this field is deprecated, and is unused by Kubernetes'] : []),
		],
	},
};

/** What Pods may use is everything there is, where the node does not say (pkg/apis/core/v1/defaults.go). */
function defaultAllocatable(node: Node): Node {
	const {capacity, allocatable} = node.status;
	return capacity && !allocatable ? {...node, status: {...node.status, allocatable: capacity}} : node;
}

function validateNode(node: Node): FieldError[] {
	return [
		// Upstream names the field so, although taints stand in the spec.
		...validateTaints(node.spec.taints ?? [], 'metadata.taints'),
		...validateAmounts(node),
	];
}

/** @param taints of a node; each key and effect may stand there once */
export function validateTaints(taints: readonly Taint[], field: string): FieldError[] {
	const seen = new Set<string>();
	return taints.flatMap((taint, index) => {
		const at = `${field}[${index}]`;
		const errors = validateLabelName(taint.key ?? '', `${at}.key`);
		const valueErrors = isLabelValue(taint.value ?? '');
		if (valueErrors.length > 0) {
			errors.push(invalid(`${at}.value`, taint.value, valueErrors.join(';')));
		}
		if (!taint.effect) {
			errors.push(required(`${at}.effect`));
		} else if (!taintEffects.includes(taint.effect)) {
			errors.push(notSupported(`${at}.effect`, taint.effect, taintEffects));
		}
		const id = `${taint.effect}\0${taint.key}`;
		if (seen.has(id)) {
			const {key: Key = '', value: Value = '', effect: Effect = '', timeAdded: TimeAdded = null} = taint;
			const value = {Key, Value, Effect, TimeAdded};
			errors.push({...duplicate(at, value), detail: 'taints must be unique by key and effect pair'});
		}
		seen.add(id);
		return errors;
	});
}

function validateAmounts(node: Node): FieldError[] {
	return (['capacity', 'allocatable'] as const).flatMap(part =>
		sortedEntries(node.status[part]).flatMap(([resource, amount]) => {
			const field = `status.${part}.${resource}`;
			const thousandths = quantityMilliValue(parseQuantity(amount));
			if (thousandths < 0) {
				return [invalid(field, amount, 'must be greater than or equal to 0')];
			}
			const countable = resource === 'pods' || (resource.includes('/') && !resource.includes('kubernetes.io/'));
			return countable && thousandths % 1000 !== 0 ? [invalid(field, amount, 'must be an integer')] : [];
		}),
	);
}

function validateNodeUpdate(node: Node, old: Node): FieldError[] {
	const errors: FieldError[] = [];
	const addresses = new Set<string>();
	node.status.addresses?.forEach((address, index) => {
		const id = `${address.type}\0${address.address}`;
		if (addresses.has(id)) {
			errors.push(duplicate(`status.addresses[${index}]`, address));
		}
		addresses.add(id);
	});
	const cidrs = old.spec.podCIDRs ?? [];
	if (cidrs.length > 0 && cidrs.join() !== (node.spec.podCIDRs ?? []).join()) {
		errors.push(forbidden('spec.podCIDRs', podCidrMessage));
	}
	if (old.spec.providerID && old.spec.providerID !== node.spec.providerID) {
		errors.push(forbidden('spec.providerID', providerIdMessage));
	}
	errors.push(...validateTaints(node.spec.taints ?? [], 'metadata.taints'));
	if ((node.spec.externalID ?? '') !== (old.spec.externalID ?? '')) {
		errors.push(forbidden('spec.externalID', 'may not be updated'));
	}
	return errors;
}

function columns(): Column<Node>[] {
	const wide = {type: 'string', priority: 1} as const;
	return [
		nameColumn,
		{
			name: 'Status',
			type: 'string',
			description: 'Whether the node is ready, and whether it takes new Pods.',
			cell: statusOf,
		},
		{name: 'Roles', type: 'string', description: 'The roles that labels give the node.', cell: rolesOf},
		ageColumn,
		{
			name: 'Version',
			type: 'string',
			description: descriptionOf(NodeSystemInfo, 'kubeletVersion'),
			cell: node => node.status.nodeInfo.kubeletVersion,
		},
		{
			name: 'Internal-IP',
			...wide,
			description: descriptionOf(NodeStatus, 'addresses'),
			cell: node => addressOf(node, 'InternalIP'),
		},
		{
			name: 'External-IP',
			...wide,
			description: descriptionOf(NodeStatus, 'addresses'),
			cell: node => addressOf(node, 'ExternalIP'),
		},
		{
			name: 'OS-Image',
			...wide,
			description: descriptionOf(NodeSystemInfo, 'osImage'),
			cell: node => node.status.nodeInfo.osImage || '<unknown>',
		},
		{
			name: 'Kernel-Version',
			...wide,
			description: descriptionOf(NodeSystemInfo, 'kernelVersion'),
			cell: kernelOf,
		},
		{
			name: 'Container-Runtime',
			...wide,
			description: descriptionOf(NodeSystemInfo, 'containerRuntimeVersion'),
			cell: node => node.status.nodeInfo.containerRuntimeVersion || '<unknown>',
		},
	];
}

function statusOf(node: Node): string {
	const ready = node.status.conditions?.find(condition => condition.type === 'Ready');
	const status = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
	return node.spec.unschedulable ? `${status},SchedulingDisabled` : status;
}

function rolesOf(node: Node): string {
	const prefix = 'node-role.kubernetes.io/';
	const roles = new Set<string>();
	for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
		const role = key.startsWith(prefix) ? key.slice(prefix.length) : key === 'kubernetes.io/role' ? value : '';
		if (role !== '') {
			roles.add(role);
		}
	}
	return roles.size > 0 ? [...roles].sort().join(',') : '<none>';
}

function addressOf(node: Node, type: string): string {
	return node.status.addresses?.find(address => address.type === type)?.address ?? '<none>';
}

function kernelOf(node: Node): string {
	const {kernelVersion, architecture} = node.status.nodeInfo;
	return (kernelVersion || '<unknown>') + (architecture ? ` (${architecture})` : '');
}
