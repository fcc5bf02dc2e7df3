/** Places where volumes can be made. */
import {type Infer, list, messagesOf, optional, ref, required, string} from '../../apimachinery/schema.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const TopologySelectorLabelRequirement = message(
	'TopologySelectorLabelRequirement',
	'Values that a node label may have.',
	{
		key: required(1, string, 'The label.'),
		values: required(2, list(string), 'The values, of which the label must have one.', {listType: 'atomic'}),
	},
);
export interface TopologySelectorLabelRequirement extends Infer<typeof TopologySelectorLabelRequirement> {}

export const TopologySelectorTerm = message('TopologySelectorTerm', 'Conditions on the labels of nodes.', {
	matchLabelExpressions: optional(1, list(ref(TopologySelectorLabelRequirement)), 'Conditions that all must hold.', {
		listType: 'atomic',
	}),
});
export interface TopologySelectorTerm extends Infer<typeof TopologySelectorTerm> {}
