/** The scale of a workload. */
import {always, type Infer, int32, messagesOf, optional, ref, string} from '../apimachinery/schema.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.autoscaling.v1');

export const ScaleSpec = message('ScaleSpec', 'How many Pods there should be.', {
	replicas: optional(1, int32, 'How many Pods there should be.'),
});
export interface ScaleSpec extends Infer<typeof ScaleSpec> {}

export const ScaleStatus = message('ScaleStatus', 'How many Pods there are.', {
	replicas: always(1, int32, 0, 'How many Pods there are.', {required: true}),
	selector: optional(2, string, 'Which Pods they are, as a selector that is typed.'),
});
export interface ScaleStatus extends Infer<typeof ScaleStatus> {}

export const Scale = message('Scale', 'The number of Pods of a workload, alike for every kind.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(ScaleSpec), {}, 'How many Pods there should be.'),
	status: always(3, ref(ScaleStatus), {}, 'How many Pods there are.'),
});
export interface Scale extends Infer<typeof Scale> {}
