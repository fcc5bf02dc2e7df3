/** Projected volumes: several sources in one folder. */
import type {ProjectedVolumeSource, VolumeProjection} from '../../../../api/core-v1/projected-volumes.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {onceGood} from '../../../../apimachinery/once-good.ts';
import {validateLabelSelector} from '../../../../apimachinery/validation.ts';
import {validateFileMode, validateNonReservedPath} from './paths.ts';
import {validateDownwardApiFile, validateItems} from './volume-files.ts';

const {invalid, required, forbidden} = fieldErrors;

export const validateProjected = onceGood<ProjectedVolumeSource>((projected, field) => {
	const errors = validateFileMode(projected.defaultMode, `${field}.defaultMode`);
	const paths = new Set<string>();
	const claim = (path: string | undefined, value: string) => {
		if (path && paths.has(path)) {
			errors.push(invalid(field, value, 'conflicting duplicate paths'));
		} else if (path) {
			paths.add(path);
		}
	};
	(projected.sources ?? []).forEach((source, index) => {
		const at = `${field}.sources[${index}]`;
		errors.push(...validateFiles(source, at, claim));
		errors.push(...validateToken(source, field, at));
		errors.push(...validateTrustBundle(source, at));
		claim(source.clusterTrustBundle?.path, source.clusterTrustBundle?.path ?? '');
		const kinds = Object.values(source).filter(kind => kind !== undefined).length;
		if (kinds > 1) {
			errors.push(forbidden(at, 'may not specify more than 1 volume type per source'));
		}
	});
	return errors;
});

type Claim = (path: string | undefined, value: string) => void;

function validateFiles({secret, configMap, downwardAPI}: VolumeProjection, field: string, claim: Claim): FieldError[] {
	const errors: FieldError[] = [];
	for (const [kind, source] of [
		['secret', secret],
		['configMap', configMap],
	] as const) {
		if (source) {
			errors.push(...(source.name ? [] : [required(`${field}.${kind}.name`)]));
			errors.push(...validateItems(source.items, `${field}.${kind}.items`));
			for (const item of source.items ?? []) {
				claim(item.path, source.name ?? '');
			}
		}
	}
	for (const file of downwardAPI?.items ?? []) {
		errors.push(...validateDownwardApiFile(file, `${field}.downwardAPI`));
		claim(file.path, file.path);
	}
	return errors;
}

function validateToken({serviceAccountToken}: VolumeProjection, volume: string, field: string): FieldError[] {
	if (!serviceAccountToken) {
		return [];
	}
	const {expirationSeconds, path} = serviceAccountToken;
	const errors: FieldError[] = [];
	const expiration = `${field}.serviceAccountToken.expirationSeconds`;
	if (expirationSeconds < 600) {
		errors.push(invalid(expiration, expirationSeconds, 'may not specify a duration less than 10 minutes'));
	}
	if (expirationSeconds > 2 ** 32) {
		errors.push(invalid(expiration, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
	}
	const where = `${volume}.path`;
	return [...errors, ...(path ? validateNonReservedPath(path, where) : [required(where)])];
}

function validateTrustBundle({clusterTrustBundle}: VolumeProjection, source: string): FieldError[] {
	if (!clusterTrustBundle) {
		return [];
	}
	const field = `${source}.clusterTrustBundle`;
	const {name, signerName, labelSelector, path = ''} = clusterTrustBundle;
	const errors: FieldError[] = [];
	if (name !== undefined && signerName !== undefined) {
		errors.push(invalid(field, clusterTrustBundle, 'only one of name and signerName may be used'));
	} else if (name !== undefined) {
		if (name === '') {
			errors.push(required(`${field}.name`, 'must be a valid object name'));
		}
		if (labelSelector) {
			const message = 'labelSelector must be unset if name is specified';
			errors.push(invalid(`${field}.labelSelector`, labelSelector, message));
		}
	} else if (signerName !== undefined) {
		if (signerName === '') {
			errors.push(required(`${field}.signerName`, 'must be a valid signer name'));
		}
		errors.push(...validateLabelSelector(labelSelector, `${field}.labelSelector`));
	} else {
		errors.push(required(field, 'either name or signerName must be specified'));
	}
	if (!path) {
		errors.push(required(`${field}.path`));
	}
	return [...errors, ...validateNonReservedPath(path, `${field}.path`)];
}
