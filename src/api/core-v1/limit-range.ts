/** How much each object of a namespace may use. */
import {
	always,
	type Infer,
	list,
	map,
	messagesOf,
	optional,
	quantity,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const LimitRangeItem = message('LimitRangeItem', 'The limits for one type of object.', {
	type: required(1, string, 'What they are for: Container, Pod or PersistentVolumeClaim.'),
	max: optional(2, map(quantity), 'The most that it may use.'),
	min: optional(3, map(quantity), 'The least that it must ask for.'),
	default: optional(4, map(quantity), 'The limit of a container that names none.'),
	defaultRequest: optional(5, map(quantity), 'The request of a container that names none.'),
	maxLimitRequestRatio: optional(6, map(quantity), 'How many times its request a limit may be.'),
});
export interface LimitRangeItem extends Infer<typeof LimitRangeItem> {}

export const LimitRangeSpec = message('LimitRangeSpec', 'The limits.', {
	limits: required(1, list(ref(LimitRangeItem)), 'The limits for each type of object.', {listType: 'atomic'}),
});
export interface LimitRangeSpec extends Infer<typeof LimitRangeSpec> {}

export const LimitRange = message('LimitRange', 'How much each object of a namespace may use, and its defaults.', {
	...typeMeta,
	metadata: objectMeta,
	spec: always(2, ref(LimitRangeSpec), {}, 'The limits.'),
});
export interface LimitRange extends Infer<typeof LimitRange> {}
