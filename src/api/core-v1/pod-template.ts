/** What Pods are made of. */
import {always, type Infer, messagesOf, ref} from '../../apimachinery/schema.ts';
import {objectMeta, templateMeta, typeMeta} from '../meta-v1.ts';
import {PodSpec} from './pod.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const PodTemplateSpec = message('PodTemplateSpec', 'What Pods are made of: their metadata and spec.', {
	metadata: templateMeta,
	spec: always(2, ref(PodSpec), {}, 'What the Pods should be.'),
});
export interface PodTemplateSpec extends Infer<typeof PodTemplateSpec> {}

export const PodTemplate = message('PodTemplate', 'A Pod template that stands by itself.', {
	...typeMeta,
	metadata: objectMeta,
	template: always(2, ref(PodTemplateSpec), {}, 'What Pods are made of.'),
});
export interface PodTemplate extends Infer<typeof PodTemplate> {}
