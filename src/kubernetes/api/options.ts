/** The options of requests, as queries and bodies carry them (apimachinery pkg/apis/meta/v1/types.go). */
import {type FieldError, fieldErrors, invalid} from '../../apimachinery/field-error.ts';
import {badRequest} from '../../apimachinery/status.ts';
import {validateFieldManager} from '../../apimachinery/validation.ts';
import type {DeletionOptions} from './delete.ts';

export type Query = Readonly<Record<string, string>>;

export interface WriteQuery {
	readonly dryRun: boolean;
	readonly fieldManager: string;
	readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
	readonly force: boolean;
}

const validations = ['', 'Ignore', 'Strict', 'Warn'];

/** @param kind the options' own kind, for errors, such as `CreateOptions` */
export function writeQuery(query: Query, kind: string): WriteQuery {
	const {dryRun = '', fieldManager = '', fieldValidation = ''} = query;
	const errors: FieldError[] = [...validateDryRun(dryRun), ...validateFieldManager(fieldManager, 'fieldManager')];
	if (!validations.includes(fieldValidation)) {
		errors.push(fieldErrors.notSupported('fieldValidation', fieldValidation, validations));
	}
	if (errors.length > 0) {
		throw invalid({group: 'meta.k8s.io', kind}, '', errors);
	}
	return {
		dryRun: dryRun !== '',
		fieldManager,
		fieldValidation: (fieldValidation || 'Warn') as WriteQuery['fieldValidation'],
		force: query.force !== undefined && flag(query, 'force'),
	};
}

function validateDryRun(value: string): FieldError[] {
	return value === '' || value === 'All' ? [] : [fieldErrors.notSupported('dryRun', [value], ['All'])];
}

/** The options of a deletion: those of the body where there is one, else the query's. */
export function deletionOptions(query: Query, body: unknown): DeletionOptions {
	const given = (body ?? fromQuery(query)) as Readonly<Record<string, unknown>>;
	if (typeof given !== 'object' || given === null || Array.isArray(given)) {
		throw badRequest('decoded object cannot be converted to DeleteOptions');
	}
	const errors: FieldError[] = [];
	const dryRun = (given.dryRun ?? []) as readonly string[];
	if (dryRun.some(value => value !== 'All')) {
		errors.push(fieldErrors.notSupported('dryRun', dryRun, ['All']));
	}
	const policy = given.propagationPolicy;
	if (policy !== undefined && given.orphanDependents !== undefined) {
		errors.push(
			fieldErrors.invalid('propagationPolicy', policy, 'orphanDependents and deletionPropagation cannot be both set'),
		);
	}
	if (policy !== undefined && policy !== 'Foreground' && policy !== 'Background' && policy !== 'Orphan') {
		errors.push(fieldErrors.notSupported('propagationPolicy', policy, ['Foreground', 'Background', 'Orphan', 'nil']));
	}
	if (errors.length > 0) {
		throw invalid({group: 'meta.k8s.io', kind: 'DeleteOptions'}, '', errors);
	}
	const seconds = given.gracePeriodSeconds;
	if (seconds !== undefined && seconds !== null && typeof seconds !== 'number') {
		throw badRequest(
			`json: cannot unmarshal ${typeof seconds} into Go struct field DeleteOptions.gracePeriodSeconds of type int64`,
		);
	}
	return {
		...(typeof seconds === 'number' && {gracePeriodSeconds: seconds}),
		...(policy !== undefined && {propagationPolicy: policy as NonNullable<DeletionOptions['propagationPolicy']>}),
		...(typeof given.orphanDependents === 'boolean' && {orphanDependents: given.orphanDependents}),
		...(given.preconditions !== undefined && {
			preconditions: given.preconditions as NonNullable<DeletionOptions['preconditions']>,
		}),
		dryRun: dryRun.length > 0 || query.dryRun === 'All',
	};
}

function fromQuery(query: Query): Readonly<Record<string, unknown>> {
	const seconds = query.gracePeriodSeconds;
	return {
		...(query.dryRun !== undefined && query.dryRun !== '' && {dryRun: [query.dryRun]}),
		...(seconds !== undefined && {gracePeriodSeconds: wholeNumber(seconds)}),
		...(query.propagationPolicy !== undefined && {propagationPolicy: query.propagationPolicy}),
		...(query.orphanDependents !== undefined && {orphanDependents: flag(query, 'orphanDependents')}),
	};
}

/** The options of a list or a watch. */
export interface ListQuery {
	readonly labelSelector: string;
	readonly fieldSelector: string;
	readonly resourceVersion: string;
	readonly resourceVersionMatch: string;
	readonly limit: number;
	readonly continue: string;
	readonly watch: boolean;
	readonly allowWatchBookmarks: boolean;
	readonly sendInitialEvents: boolean | undefined;
	/** Milliseconds; 0 for no end. */
	readonly timeout: number;
}

export function listQuery(query: Query): ListQuery {
	const options: ListQuery = {
		labelSelector: query.labelSelector ?? '',
		fieldSelector: query.fieldSelector ?? '',
		resourceVersion: query.resourceVersion ?? '',
		resourceVersionMatch: query.resourceVersionMatch ?? '',
		limit: query.limit === undefined ? 0 : wholeNumber(query.limit),
		continue: query.continue ?? '',
		watch: flag(query, 'watch'),
		allowWatchBookmarks: flag(query, 'allowWatchBookmarks'),
		sendInitialEvents: query.sendInitialEvents === undefined ? undefined : flag(query, 'sendInitialEvents'),
		timeout: query.timeoutSeconds === undefined ? 0 : wholeNumber(query.timeoutSeconds) * 1000,
	};
	const errors = options.watch ? validateWatch(options) : validateList(options);
	if (errors.length > 0) {
		throw invalid({group: 'meta.k8s.io', kind: 'ListOptions'}, '', errors);
	}
	return options;
}

/** apimachinery pkg/apis/meta/internalversion/validation/validation.go */
function validateList(options: ListQuery): FieldError[] {
	const errors: FieldError[] = [];
	const {resourceVersionMatch: match, resourceVersion} = options;
	const refuse = (detail: string) => errors.push(fieldErrors.forbidden('resourceVersionMatch', detail));
	if (match !== '') {
		if (resourceVersion === '') {
			refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
		}
		if (options.continue !== '') {
			refuse('resourceVersionMatch is forbidden when continue is provided');
		}
		if (match !== 'Exact' && match !== 'NotOlderThan') {
			errors.push(fieldErrors.notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
		}
		if (match === 'Exact' && resourceVersion === '0') {
			refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
		}
	}
	if (options.sendInitialEvents !== undefined) {
		errors.push(fieldErrors.forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
	}
	return errors;
}

function validateWatch(options: ListQuery): FieldError[] {
	const errors: FieldError[] = [];
	const {resourceVersionMatch: match} = options;
	const refuse = (detail: string) => errors.push(fieldErrors.forbidden('resourceVersionMatch', detail));
	if (options.sendInitialEvents !== undefined && match !== 'NotOlderThan') {
		refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
	}
	if (match !== '') {
		if (options.sendInitialEvents === undefined) {
			refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
		}
		if (match !== 'NotOlderThan') {
			errors.push(fieldErrors.notSupported('resourceVersionMatch', match, ['NotOlderThan']));
		}
		if (options.continue !== '') {
			refuse('resourceVersionMatch is forbidden when continue is provided');
		}
	}
	return errors;
}

/** A resourceVersion as a number; '' is undefined. Throws where it is none. */
export function parseVersion(text: string): number | undefined {
	if (text === '') {
		return undefined;
	}
	if (!/^\d{1,19}$/.test(text)) {
		throw invalid({group: 'meta.k8s.io', kind: 'ListOptions'}, '', [
			fieldErrors.invalid(
				'resourceVersion',
				text,
				`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
			),
		]);
	}
	return Number(text);
}

/** As Go's conversion from query values reads it: there and neither `false` nor `0`. */
function flag(query: Query, name: string): boolean {
	const value = query[name];
	return value !== undefined && value.toLowerCase() !== 'false' && value !== '0';
}

function wholeNumber(text: string): number {
	if (text === '') {
		return 0;
	}
	if (!/^[-+]?\d+$/.test(text)) {
		throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
	}
	return Number(text);
}
