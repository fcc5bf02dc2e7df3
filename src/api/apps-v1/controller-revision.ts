/** Controller revisions. */
import {always, any, type Infer, int64, messagesOf, optional} from '../../apimachinery/schema.ts';
import {objectMeta, typeMeta} from '../meta-v1.ts';

const message = messagesOf('io.k8s.api.apps.v1');

export const ControllerRevision = message(
	'ControllerRevision',
	'A template that a DaemonSet or StatefulSet has or had. It never changes.',
	{
		...typeMeta,
		metadata: objectMeta,
		data: optional(2, any, "The template, in the workload's own form."),
		revision: always(3, int64, 0, 'The number of the revision; higher is later.', {required: true}),
	},
);
export interface ControllerRevision extends Infer<typeof ControllerRevision> {}
