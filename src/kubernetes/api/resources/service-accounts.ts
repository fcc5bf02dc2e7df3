/** Service accounts (pkg/registry/core/serviceaccount/strategy.go). */
import {ServiceAccount} from '../../../api/core-v1/config.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {ageColumn, nameColumn} from './columns.ts';

const deprecatedAnnotation = 'kubernetes.io/enforce-mountable-secrets';

export const serviceAccounts: ResourceDefinition<ServiceAccount> = {
	group: '',
	version: 'v1',
	kind: 'ServiceAccount',
	plural: 'serviceaccounts',
	singular: 'serviceaccount',
	shortNames: ['sa'],
	namespaced: true,
	schema: ServiceAccount,
	validateName: nameIsDnsSubdomain,
	columns: [nameColumn, ageColumn],
	strategy: {
		returnsDeleted: true,
		prepareForCreate: cleanSecrets,
		prepareForUpdate: cleanSecrets,
		warnings: (account, old) => {
			const isSet = account.metadata.annotations?.[deprecatedAnnotation] !== undefined;
			const wasSet = old?.metadata.annotations?.[deprecatedAnnotation] !== undefined;
			const advice = 'prefer separate namespaces to isolate access to mounted secrets';
			return isSet && !wasSet ? [`metadata.annotations[${deprecatedAnnotation}]: deprecated in v1.32+; ${advice}`] : [];
		},
	},
};

/** Secrets are in the account's own namespace: of a reference to one only the name counts. */
function cleanSecrets(account: ServiceAccount): ServiceAccount {
	return account.secrets ? {...account, secrets: account.secrets.map(({name}) => ({name}))} : account;
}
