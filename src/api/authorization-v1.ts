/** Questions about what somebody may do. Nothing of this is stored: the answer stands in the status. */
import {
	always,
	bool,
	type Infer,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../apimachinery/schema.ts';
import {LabelSelectorRequirement, objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.authorization.v1');
const metaMessage = messagesOf('io.k8s.apimachinery.pkg.apis.meta.v1');

const FieldSelectorRequirement = metaMessage('FieldSelectorRequirement', 'One condition on a field.', {
	key: required(1, string, 'The field that the condition is about.'),
	operator: required(2, string, 'How the field is compared: In, NotIn, Exists or DoesNotExist.'),
	values: optional(3, list(string), 'The values for In and NotIn.', {listType: 'atomic'}),
});

export const FieldSelectorAttributes = message('FieldSelectorAttributes', 'A field selector that limits the access.', {
	rawSelector: optional(1, string, 'The selector as it is typed.'),
	requirements: optional(2, list(ref(FieldSelectorRequirement)), 'Its conditions.', {listType: 'atomic'}),
});

export const LabelSelectorAttributes = message('LabelSelectorAttributes', 'A label selector that limits the access.', {
	rawSelector: optional(1, string, 'The selector as it is typed.'),
	requirements: optional(2, list(ref(LabelSelectorRequirement)), 'Its conditions.', {listType: 'atomic'}),
});

export const ResourceAttributes = message('ResourceAttributes', 'An action on a resource.', {
	namespace: optional(1, string, 'The namespace; empty for all of them, and for resources without one.'),
	verb: optional(2, string, 'The verb, such as get or delete; * is all of them.'),
	group: optional(3, string, 'The API group; * is all of them.'),
	version: optional(4, string, 'The API version; * is all of them.'),
	resource: optional(5, string, 'The resource, such as pods; * is all of them.'),
	subresource: optional(6, string, 'The part of the resource, such as status.'),
	name: optional(7, string, 'The name of the one object; empty for all of them.'),
	fieldSelector: optional(8, ref(FieldSelectorAttributes), 'Limits the access by fields.'),
	labelSelector: optional(9, ref(LabelSelectorAttributes), 'Limits the access by labels.'),
});

export const NonResourceAttributes = message('NonResourceAttributes', 'An action on a path that is no resource.', {
	path: optional(1, string, 'The path, such as /healthz.'),
	verb: optional(2, string, 'The HTTP method in lower case.'),
});

const action = {
	resourceAttributes: optional(1, ref(ResourceAttributes), 'The action, where it is on a resource.'),
	nonResourceAttributes: optional(2, ref(NonResourceAttributes), 'The action, where it is on another path.'),
};

export const SelfSubjectAccessReviewSpec = message(
	'SelfSubjectAccessReviewSpec',
	'The action; exactly one of the two must be given.',
	action,
);

export const SubjectAccessReviewSpec = message('SubjectAccessReviewSpec', 'The action, and who is to do it.', {
	...action,
	user: optional(3, string, 'The name of the user.'),
	groups: optional(4, list(string), 'The groups of the user.', {listType: 'atomic'}),
	extra: optional(5, map(list(string)), 'What else is known of the user.'),
	uid: optional(6, string, 'The UID of the user.'),
});

export const SubjectAccessReviewStatus = message('SubjectAccessReviewStatus', 'Whether it is allowed.', {
	allowed: always(1, bool, false, 'Whether the action is allowed.', {required: true}),
	reason: optional(2, string, 'Why it is, or is not.'),
	evaluationError: optional(3, string, 'What went wrong while that was worked out.'),
	denied: optional(4, bool, 'Whether the action is refused for good, whatever else might allow it.'),
});

const status = always(3, ref(SubjectAccessReviewStatus), {}, 'The answer.');

export const SelfSubjectAccessReview = message('SelfSubjectAccessReview', 'Asks what the client itself may do.', {
	...typeMeta,
	metadata: objectMeta,
	spec: required(2, ref(SelfSubjectAccessReviewSpec), 'The question.'),
	status,
});
export interface SelfSubjectAccessReview extends Infer<typeof SelfSubjectAccessReview> {}

export const SubjectAccessReview = message('SubjectAccessReview', 'Asks what a user may do.', {
	...typeMeta,
	metadata: objectMeta,
	spec: required(2, ref(SubjectAccessReviewSpec), 'The question.'),
	status,
});
export interface SubjectAccessReview extends Infer<typeof SubjectAccessReview> {}

export const LocalSubjectAccessReview = message(
	'LocalSubjectAccessReview',
	'Asks what a user may do in the namespace of the question.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: required(2, ref(SubjectAccessReviewSpec), 'The question, about the namespace that it is asked in.'),
		status,
	},
);
export interface LocalSubjectAccessReview extends Infer<typeof LocalSubjectAccessReview> {}

export const ResourceRule = message('ResourceRule', 'Actions on resources that are allowed.', {
	verbs: required(1, list(string), 'The verbs; * is all of them.', {listType: 'atomic'}),
	apiGroups: optional(2, list(string), 'The API groups; * is all of them.', {listType: 'atomic'}),
	resources: optional(3, list(string), 'The resources; * is all of them.', {listType: 'atomic'}),
	resourceNames: optional(4, list(string), 'The names of the objects; none is all of them.', {listType: 'atomic'}),
});

export const NonResourceRule = message('NonResourceRule', 'Actions on other paths that are allowed.', {
	verbs: required(1, list(string), 'The HTTP methods in lower case; * is all of them.', {listType: 'atomic'}),
	nonResourceURLs: optional(2, list(string), 'The paths; a * at the end stands for any.', {listType: 'atomic'}),
});

export const SelfSubjectRulesReviewSpec = message('SelfSubjectRulesReviewSpec', 'Where the rules are to hold.', {
	namespace: optional(1, string, 'The namespace.'),
});

export const SubjectRulesReviewStatus = message('SubjectRulesReviewStatus', 'All that is allowed.', {
	resourceRules: required(1, list(ref(ResourceRule)), 'What is allowed on resources.', {listType: 'atomic'}),
	nonResourceRules: required(2, list(ref(NonResourceRule)), 'What is allowed on other paths.', {listType: 'atomic'}),
	incomplete: required(3, bool, 'Whether there may be more than this list says.'),
	evaluationError: optional(4, string, 'What went wrong while that was worked out.'),
});

export const SelfSubjectRulesReview = message(
	'SelfSubjectRulesReview',
	'Asks for all that the client itself may do in a namespace.',
	{
		...typeMeta,
		metadata: objectMeta,
		spec: required(2, ref(SelfSubjectRulesReviewSpec), 'The question.'),
		status: optional(3, ref(SubjectRulesReviewStatus), 'The answer.'),
	},
);
export interface SelfSubjectRulesReview extends Infer<typeof SelfSubjectRulesReview> {}
