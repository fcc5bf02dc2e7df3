/** Leases. */
import {always, type Infer, int32, messagesOf, microTime, optional, ref, string} from '../apimachinery/schema.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.coordination.v1');

export const LeaseSpec = message('LeaseSpec', 'Who holds a lease, and until when.', {
	holderIdentity: optional(1, string, 'Who holds it.'),
	leaseDurationSeconds: optional(2, int32, 'How long after its last renewal it holds.'),
	acquireTime: optional(3, microTime, 'When the present holder got it.'),
	renewTime: optional(4, microTime, 'When the present holder last renewed it.'),
	leaseTransitions: optional(5, int32, 'How often the holder has changed.'),
	strategy: optional(6, string, 'How the next leader is chosen, in coordinated election.'),
	preferredHolder: optional(7, string, 'Who should hold it next, in coordinated election.'),
});
export interface LeaseSpec extends Infer<typeof LeaseSpec> {}

export const Lease = message('Lease', 'A sign of life: nodes and leaders renew theirs again and again.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(LeaseSpec), {}, 'Who holds the lease, and until when.'),
});
export interface Lease extends Infer<typeof Lease> {}
