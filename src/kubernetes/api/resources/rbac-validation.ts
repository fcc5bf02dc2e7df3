/** Which roles and bindings are well formed (pkg/apis/rbac/validation). */
import {
	type ClusterRole,
	type PolicyRule,
	type Role,
	type RoleBinding,
	type RoleRef,
	rbacGroup,
	type Subject,
} from '../../../api/rbac-v1.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {isPathSegmentName, nameIsDnsSubdomain} from '../../../apimachinery/formats.ts';
import {validateLabelSelector} from '../../../apimachinery/validation.ts';

const {invalid, notSupported, required} = fieldErrors;
const subjectKinds = ['ServiceAccount', 'User', 'Group'];

export function validateRole({rules}: Role): FieldError[] {
	return (rules ?? []).flatMap((rule, index) => validateRule(rule, true, `rules[${index}]`));
}

export function validateClusterRole({rules, aggregationRule}: ClusterRole): FieldError[] {
	const errors = (rules ?? []).flatMap((rule, index) => validateRule(rule, false, `rules[${index}]`));
	if (!aggregationRule) {
		return errors;
	}
	const field = 'aggregationRule.clusterRoleSelectors';
	const selectors = aggregationRule.clusterRoleSelectors ?? [];
	const missing = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
	return [
		...errors,
		...(selectors.length === 0 ? [required(field, missing)] : []),
		...selectors.flatMap((selector, index) => validateLabelSelector(selector, `${field}[${index}]`)),
	];
}

function validateRule(rule: PolicyRule, namespaced: boolean, field: string): FieldError[] {
	const {verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = []} = rule;
	const errors = verbs.length === 0 ? [required(`${field}.verbs`, 'verbs must contain at least one value')] : [];
	if (nonResourceURLs.length > 0) {
		const wrong = (message: string) => errors.push(invalid(`${field}.nonResourceURLs`, nonResourceURLs, message));
		if (namespaced) {
			wrong('namespaced rules cannot apply to non-resource URLs');
		}
		if (apiGroups.length > 0 || resources.length > 0 || resourceNames.length > 0) {
			wrong('rules cannot apply to both regular resources and non-resource URLs');
		}
		return errors;
	}
	if (apiGroups.length === 0) {
		errors.push(required(`${field}.apiGroups`, 'resource rules must supply at least one api group'));
	}
	if (resources.length === 0) {
		errors.push(required(`${field}.resources`, 'resource rules must supply at least one resource'));
	}
	return errors;
}

/** @param kinds what it may give: within a namespace Roles too */
export function validateBinding(
	{roleRef, subjects = []}: Pick<RoleBinding, 'roleRef' | 'subjects'>,
	kinds: readonly string[],
): FieldError[] {
	const namespaced = kinds.includes('Role');
	return [
		...validateRoleRef(roleRef, kinds),
		...subjects.flatMap((subject, index) => validateSubject(subject, namespaced, `subjects[${index}]`)),
	];
}

function validateRoleRef({apiGroup, kind = '', name = ''}: RoleRef, kinds: readonly string[]): FieldError[] {
	return [
		...(apiGroup === rbacGroup ? [] : [notSupported('roleRef.apiGroup', apiGroup, [rbacGroup])]),
		...(kinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
		...(name === ''
			? [required('roleRef.name')]
			: isPathSegmentName(name).map(message => invalid('roleRef.name', name, message))),
	];
}

function validateSubject(
	{kind = '', apiGroup = '', name = '', namespace = ''}: Subject,
	namespaced: boolean,
	field: string,
) {
	const errors: FieldError[] = name === '' ? [required(`${field}.name`)] : [];
	if (kind === 'ServiceAccount') {
		if (name !== '') {
			errors.push(...nameIsDnsSubdomain(name, false).map(message => invalid(`${field}.name`, name, message)));
		}
		if (apiGroup !== '') {
			errors.push(notSupported(`${field}.apiGroup`, apiGroup, ['']));
		}
		if (!namespaced && namespace === '') {
			errors.push(required(`${field}.namespace`));
		}
	} else if (!subjectKinds.includes(kind)) {
		errors.push(notSupported(`${field}.kind`, kind, subjectKinds));
	} else if (apiGroup !== rbacGroup) {
		errors.push(notSupported(`${field}.apiGroup`, apiGroup, [rbacGroup]));
	}
	return errors;
}

export function validateRoleRefUpdate(next: RoleRef, old: RoleRef): FieldError[] {
	const {apiGroup: APIGroup = '', kind: Kind = '', name: Name = ''} = next;
	return semanticEqual(next, old) ? [] : [invalid('roleRef', {APIGroup, Kind, Name}, 'cannot change roleRef')];
}
