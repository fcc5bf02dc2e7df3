/** Priority classes (pkg/registry/scheduling/priorityclass/strategy.go, plugin/pkg/admission/priority). */
import {PriorityClass} from '../../../api/scheduling-v1.ts';
import {type FieldError, fieldErrors} from '../../../apimachinery/field-error.ts';
import {forbidden as refused} from '../../../apimachinery/status.ts';
import {nameIsDnsSubdomain, validateImmutableField} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition, StrategyContext} from '../resource.ts';
import {ageColumn, descriptionOf, nameColumn} from './columns.ts';
import {withGeneration} from './strategy.ts';

const {forbidden, notSupported} = fieldErrors;

/** The highest priority that a class of one's own may have; what lies above is the system's. */
const highestUserPriority = 1_000_000_000;
const systemPrefix = 'system-';

/** The classes that every cluster has from its start (pkg/apis/scheduling/v1/helpers.go). */
export const systemPriorities: Readonly<Record<string, number>> = {
	'system-node-critical': 2 * highestUserPriority + 1000,
	'system-cluster-critical': 2 * highestUserPriority,
};

export const priorityClasses: ResourceDefinition<PriorityClass> = {
	group: 'scheduling.k8s.io',
	version: 'v1',
	kind: 'PriorityClass',
	plural: 'priorityclasses',
	singular: 'priorityclass',
	shortNames: ['pc'],
	namespaced: false,
	schema: PriorityClass,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{name: 'Value', type: 'integer', description: descriptionOf(PriorityClass, 'value'), cell: ({value}) => value},
		{
			name: 'Global-Default',
			type: 'boolean',
			description: descriptionOf(PriorityClass, 'globalDefault'),
			cell: ({globalDefault}) => globalDefault ?? false,
		},
		ageColumn,
		{
			name: 'PreemptionPolicy',
			type: 'string',
			description: descriptionOf(PriorityClass, 'preemptionPolicy'),
			cell: ({preemptionPolicy}) => preemptionPolicy,
		},
	],
	strategy: {
		admit: refuseSecondDefault,
		prepareForCreate: priorityClass => withGeneration(priorityClass, 1),
		validate: validatePriorityClass,
		checkUpdate: (next, _old, context) => {
			refuseSecondDefault(next, context);
		},
		validateUpdate: (next, old) => [
			...(next.value === old.value ? [] : [forbidden('value', 'may not be changed in an update.')]),
			...validateImmutableField(next.preemptionPolicy, old.preemptionPolicy, 'preemptionPolicy'),
		],
	},
};

function refuseSecondDefault(priorityClass: PriorityClass, context: StrategyContext): PriorityClass {
	if (priorityClass.globalDefault) {
		const classes = context.list('priorityclasses.scheduling.k8s.io') as readonly PriorityClass[];
		const {name} = priorityClass.metadata;
		const other = classes.find(({globalDefault, metadata}) => globalDefault && metadata.name !== name);
		if (other) {
			const of = {group: 'scheduling.k8s.io', resource: 'priorityclasses'};
			const why = `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`;
			throw refused(of, name, why);
		}
	}
	return priorityClass;
}

function validatePriorityClass({
	metadata: {name},
	value,
	globalDefault,
	preemptionPolicy,
}: PriorityClass): FieldError[] {
	const errors: FieldError[] = [];
	if (name.startsWith(systemPrefix)) {
		const why = systemClassError(name, value, globalDefault ?? false);
		if (why) {
			const reserved = `priority class names with '${systemPrefix}' prefix are reserved for system use only`;
			errors.push(forbidden('metadata.name', `${reserved}. error: ${why}`));
		}
	} else if (value > highestUserPriority) {
		const message = `maximum allowed value of a user defined priority is ${highestUserPriority}`;
		errors.push(forbidden('value', message));
	}
	const policies = ['PreemptLowerPriority', 'Never'];
	if (!policies.includes(preemptionPolicy)) {
		errors.push(notSupported('preemptionPolicy', preemptionPolicy, policies));
	}
	return errors;
}

function systemClassError(name: string, value: number, globalDefault: boolean): string | undefined {
	const wanted = systemPriorities[name];
	if (wanted === undefined) {
		return `${name} is not a known system priority class`;
	}
	if (value !== wanted) {
		return `value of ${name} PriorityClass must be ${wanted}`;
	}
	return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
