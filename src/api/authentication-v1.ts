/** Who a client is. Nothing of this is stored: the answer stands in the status. */
import {type Infer, list, map, messagesOf, optional, ref, string} from '../apimachinery/schema.ts';
import {objectMeta, typeMeta} from './meta-v1.ts';

const message = messagesOf('io.k8s.api.authentication.v1');

export const UserInfo = message('UserInfo', 'What is known of a user.', {
	username: optional(1, string, 'The name, unique among all users.'),
	uid: optional(2, string, 'An id that no later user of that name will have.'),
	groups: optional(3, list(string), 'The groups that the user belongs to.', {listType: 'atomic'}),
	extra: optional(4, map(list(string)), 'Whatever else the login told.'),
});
export interface UserInfo extends Infer<typeof UserInfo> {}

export const SelfSubjectReviewStatus = message('SelfSubjectReviewStatus', 'Who the client is.', {
	userInfo: optional(1, ref(UserInfo), 'The user that made the request.'),
});

export const SelfSubjectReview = message('SelfSubjectReview', 'Asks who the client is.', {
	...typeMeta,
	metadata: objectMeta,
	status: optional(2, ref(SelfSubjectReviewStatus), 'The answer.'),
});
export interface SelfSubjectReview extends Infer<typeof SelfSubjectReview> {}
