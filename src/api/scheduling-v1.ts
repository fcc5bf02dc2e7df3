/** Priority classes. */
import {always, bool, defaulted, type Infer, int32, messagesOf, optional, string} from '../apimachinery/schema.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.scheduling.v1');

export const PriorityClass = message('PriorityClass', 'A name for how important Pods are.', {
	...typeMeta,
	metadata: objectMeta,
	value: always(2, int32, 0, 'The priority that Pods of this class get; higher is more important.'),
	globalDefault: optional(3, bool, 'Whether Pods that name no class get this one.'),
	description: optional(4, string, 'When the class should be used.'),
	preemptionPolicy: defaulted(
		5,
		string,
		'PreemptLowerPriority',
		'Whether Pods of this class push out others of lower priority.',
		{enum: ['Never', 'PreemptLowerPriority']},
	),
});
export interface PriorityClass extends Infer<typeof PriorityClass> {}
