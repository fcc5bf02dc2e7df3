/**
 * Questions about who somebody is and what they may do (pkg/registry/authentication, pkg/registry/authorization).
 *
 * The cluster has one user, who may do everything, as the member of system:masters may on any cluster. What others may
 * do is asked of the roles and their bindings, though nobody else can log in.
 */
import {SelfSubjectReview} from '../../../api/authentication-v1.ts';
import {
	LocalSubjectAccessReview,
	SelfSubjectAccessReview,
	SelfSubjectRulesReview,
	SubjectAccessReview,
} from '../../../api/authorization-v1.ts';
import {type FieldError, fieldErrors, invalid} from '../../../apimachinery/field-error.ts';
import type {KubernetesObject} from '../../../apimachinery/object.ts';
import type {Message} from '../../../apimachinery/schema.ts';
import {badRequest} from '../../../apimachinery/status.ts';
import {formatTime} from '../../../apimachinery/time.ts';
import {allowedBy} from '../../rbac/authorizer.ts';
import type {ResourceDefinition, StrategyContext} from '../resource.ts';
import {createdColumn, nameColumn} from './columns.ts';

const masters = 'system:masters';
const user = {username: 'kubernetes-admin', groups: [masters, 'system:authenticated']};

interface AccessReview extends KubernetesObject {
	readonly spec: {
		readonly resourceAttributes?: {
			readonly namespace?: string;
			readonly verb?: string;
			readonly group?: string;
			readonly resource?: string;
			readonly subresource?: string;
			readonly name?: string;
		};
		readonly nonResourceAttributes?: {readonly path?: string; readonly verb?: string};
		readonly user?: string;
		readonly groups?: readonly string[];
	};
}

/** What the resources of this file have in common: they are asked, and keep nothing. */
function question<T extends KubernetesObject>(
	group: string,
	schema: Message<T>,
	answer: NonNullable<ResourceDefinition<T>['answer']>,
	namespaced = false,
): ResourceDefinition<T> {
	const singular = schema.name.toLowerCase();
	return {
		group,
		version: 'v1',
		kind: schema.name,
		plural: `${singular}s`,
		singular,
		namespaced,
		verbs: ['create'],
		schema,
		columns: [nameColumn, createdColumn],
		strategy: {},
		validateName: () => [],
		answer,
	};
}

const authorization = 'authorization.k8s.io';

export const reviews: readonly ResourceDefinition[] = [
	question('authentication.k8s.io', SelfSubjectReview, (review, {now}) => ({
		...review,
		metadata: {...review.metadata, creationTimestamp: formatTime(now)},
		status: {userInfo: user},
	})),
	question(
		authorization,
		LocalSubjectAccessReview,
		(review, context, namespace) => {
			if (review.metadata.namespace && review.metadata.namespace !== namespace) {
				throw badRequest(`the namespace of the review does not match the namespace on the URL (${namespace})`);
			}
			refuseWrong(review, validateLocal(review, namespace));
			return {...review, status: accessOf(review, context)};
		},
		true,
	),
	question(authorization, SelfSubjectAccessReview, review => {
		refuseWrong(review, [...validateAction(review), ...validateMetadata(review)]);
		return {...review, status: {allowed: true}};
	}),
	question(authorization, SelfSubjectRulesReview, review => {
		if (!review.spec?.namespace) {
			throw badRequest('no namespace on request');
		}
		const everything = {verbs: ['*'], apiGroups: ['*'], resources: ['*']};
		const status = {
			resourceRules: [everything],
			nonResourceRules: [{verbs: ['*'], nonResourceURLs: ['*']}],
			incomplete: false,
		};
		return {...review, status};
	}),
	question(authorization, SubjectAccessReview, (review, context) => {
		refuseWrong(review, [...validateAction(review), ...validateSubject(review), ...validateMetadata(review)]);
		return {...review, status: accessOf(review, context)};
	}),
];

function accessOf({spec}: AccessReview, context: StrategyContext) {
	const {user: asked = '', groups = [], resourceAttributes, nonResourceAttributes} = spec;
	if (groups.includes(masters)) {
		return {allowed: true};
	}
	const {namespace = '', verb = '', group = '', resource = '', subresource = '', name = ''} = resourceAttributes ?? {};
	const action = nonResourceAttributes
		? {verb: nonResourceAttributes.verb ?? '', path: nonResourceAttributes.path ?? ''}
		: {namespace, verb, group, resource: subresource === '' ? resource : `${resource}/${subresource}`, name};
	const reason = allowedBy({user: asked, groups}, action, context);
	return reason === undefined ? {allowed: false} : {allowed: true, reason};
}

function refuseWrong({kind}: KubernetesObject, errors: readonly FieldError[]): void {
	if (errors.length > 0) {
		throw invalid({group: authorization, kind: kind ?? ''}, '', errors);
	}
}

/** pkg/apis/authorization/validation/validation.go */
function validateAction({spec = {}}: AccessReview): FieldError[] {
	const {resourceAttributes, nonResourceAttributes} = spec;
	if (resourceAttributes && nonResourceAttributes) {
		const why = 'cannot be specified in combination with resourceAttributes';
		return [fieldErrors.invalid('spec.nonResourceAttributes', nonResourceAttributes, why)];
	}
	if (!resourceAttributes && !nonResourceAttributes) {
		const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
		return [fieldErrors.invalid('spec.resourceAttributes', null, why)];
	}
	return [];
}

function validateSubject({spec}: AccessReview): FieldError[] {
	return spec.user || spec.groups?.length
		? []
		: [fieldErrors.invalid('spec.user', '', 'at least one of user or group must be specified')];
}

function validateMetadata({metadata}: KubernetesObject): FieldError[] {
	const {managedFields: _, ...given} = metadata;
	const empty = Object.values(given).every(value => !value);
	return empty ? [] : [fieldErrors.invalid('metadata', given, 'must be empty')];
}

function validateLocal(review: AccessReview, namespace: string): FieldError[] {
	const {resourceAttributes, nonResourceAttributes} = review.spec;
	const errors = [...validateAction(review), ...validateSubject(review)];
	if (resourceAttributes && resourceAttributes.namespace !== namespace) {
		const path = 'spec.resourceAttributes.namespace';
		errors.push(fieldErrors.invalid(path, resourceAttributes.namespace ?? '', 'must match metadata.namespace'));
	}
	if (nonResourceAttributes) {
		const why = 'disallowed on this kind of request';
		errors.push(fieldErrors.invalid('spec.nonResourceAttributes', nonResourceAttributes, why));
	}
	return errors;
}
