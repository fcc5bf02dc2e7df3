/** Access modes, volume modes and sizes, as claims and volumes both have them. */
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {parseQuantity, quantityMilliValue} from '../../../apimachinery/quantity.ts';

const {notSupported, forbidden, invalid} = fieldErrors;

export const betaStorageClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** In the order in which upstream lists them, with the short form of tables. */
const shortModes = {ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP'};
const volumeModes = ['Block', 'Filesystem'];

/** The modes as tables show them: `RWO,RWX`. */
export function formatAccessModes(modes: readonly string[] | undefined): string {
	return Object.entries(shortModes)
		.filter(([mode]) => modes?.includes(mode))
		.map(([, short]) => short)
		.join(',');
}

export function validateAccessModes(modes: readonly string[] | undefined, field: string): FieldError[] {
	const supported = Object.keys(shortModes).sort();
	const errors = (modes ?? [])
		.filter(mode => !supported.includes(mode))
		.map(mode => notSupported(field, mode, supported));
	const others = (modes ?? []).some(mode => mode !== 'ReadWriteOncePod' && supported.includes(mode));
	if (modes?.includes('ReadWriteOncePod') && others) {
		errors.push(forbidden(field, 'may not use ReadWriteOncePod with other access modes'));
	}
	return errors;
}

export function validateVolumeMode(mode: string | undefined, field: string): FieldError[] {
	return mode === undefined || volumeModes.includes(mode) ? [] : [notSupported(field, mode, volumeModes)];
}

export function validatePositiveQuantity(amount: string, field: string): FieldError[] {
	return parseQuantity(amount).nanos > 0n ? [] : [invalid(field, amount, 'must be greater than zero')];
}

/** What is warned of where storage is asked for in parts of a byte. */
export function fractionalByteWarnings(amounts: Readonly<Record<string, string>> | undefined, field: string): string[] {
	const amount = amounts?.storage;
	if (amount === undefined || quantityMilliValue(parseQuantity(amount)) % 1000 === 0) {
		return [];
	}
	return [`${field}[storage]: fractional byte value ${JSON.stringify(amount)} is invalid, must be an integer`];
}
