/**
 * The write that a resting cluster makes most: each node's kubelet renews its Lease every ten seconds. It is the update of
 * `spec.renewTime` that any client could make, at a fraction of the cost: what was defaulted, admitted and validated when
 * the Lease was stored is all still there, and whose fields they are does not change.
 */
import type {Lease} from '../../api/coordination-v1.ts';
import {isEmptySet} from '../../apimachinery/field-set.ts';
import {formatTime} from '../../apimachinery/time.ts';
import {type FieldRecord, recordOf} from './field-manager/record.ts';
import type {Registry} from './registry.ts';

const resource = 'leases.coordination.k8s.io';

/**
 * Renews a Lease.
 * @param manager who does, for managedFields
 * @returns whether there is such a Lease
 */
export function renewLease(
	registry: Registry,
	namespace: string,
	name: string,
	renewTime: string,
	manager: string | undefined,
): boolean {
	const {clock, store} = registry;
	const lease = store.get(resource, namespace, name) as Lease | undefined;
	if (!lease) {
		return false;
	}
	if (lease.spec.renewTime === renewTime) {
		return true;
	}
	const renewed: Lease = {...lease, spec: {...lease.spec, renewTime}};
	const record = manager !== undefined && !lease.metadata.deletionTimestamp && ownRecord(lease, manager);
	if (record) {
		store.put(resource, renewed, record.renewed(formatTime(clock.now)));
	} else {
		const options = manager === undefined ? {} : {manager};
		registry.update(registry.definition(resource), namespace, name, () => renewed, options);
	}
	return true;
}

/** Who owns the fields of a Lease, where that is its holder alone, and `renewTime` is among them. */
function ownRecord(lease: Lease, manager: string): FieldRecord | undefined {
	const record = recordOf(lease);
	const owner = record?.soleOwner;
	if (owner?.manager !== manager || owner.operation !== 'Update' || owner.apiVersion !== lease.apiVersion) {
		return undefined;
	}
	const renewTime = owner.set['f:spec']?.['f:renewTime'];
	return renewTime && isEmptySet(renewTime) ? record : undefined;
}
