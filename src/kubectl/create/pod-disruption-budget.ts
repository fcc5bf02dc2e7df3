/** `kubectl create poddisruptionbudget` (kubectl pkg/cmd/create/create_pdb.go). */
import {parseToLabelSelector, SelectorError} from '../../apimachinery/labels.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

export const createPodDisruptionBudget: Command = {
	name: 'poddisruptionbudget',
	aliases: ['pdb'],
	usage: 'poddisruptionbudget NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
	short: 'Create a pod disruption budget with the specified name',
	long: 'Says how many Pods with certain labels must stay available while nodes are drained.',
	examples: [
		['One at least', 'kubectl create poddisruptionbudget web --selector=app=web --min-available=1'],
		['Half of them', 'kubectl create pdb web --selector=app=web --min-available=50%'],
	],
	flags: [
		...createFlags,
		{name: 'max-unavailable', type: 'string', description: 'How many may be away, as a number or percentage.'},
		{name: 'min-available', type: 'string', description: 'How many must stay, as a number or percentage.'},
		{name: 'selector', type: 'string', description: 'The labels of the Pods.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {flags} = invocation;
		const name = nameFrom(invocation);
		const [min, max] = [flags.string('min-available'), flags.string('max-unavailable')];
		check(flags.string('selector'), min, max);
		let selector: ReturnType<typeof parseToLabelSelector>;
		try {
			selector = parseToLabelSelector(flags.string('selector'));
		} catch (error) {
			throw error instanceof SelectorError ? new CommandError(error.message) : error;
		}
		const object = {
			kind: 'PodDisruptionBudget',
			apiVersion: 'policy/v1',
			metadata: {name, ...namespaceOf(invocation)},
			spec: {
				...(min !== '' && {minAvailable: intOrString(min)}),
				selector,
				...(max !== '' && {maxUnavailable: intOrString(max)}),
			},
			status: {disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0},
		};
		return createFromFlags(invocation, object, 'failed to create poddisruptionbudgets:');
	},
};

function check(selector: string, min: string, max: string): void {
	const amount = /^[0-9]+%?$/;
	const wrong =
		selector === ''
			? 'a selector must be specified'
			: min === '' && max === ''
				? 'one of min-available or max-unavailable must be specified'
				: min !== '' && max !== ''
					? 'min-available and max-unavailable cannot be both specified'
					: min !== '' && !amount.test(min)
						? 'invalid format specified for min-available'
						: max !== '' && !amount.test(max)
							? 'invalid format specified for max-unavailable'
							: undefined;
	if (wrong) {
		throw new CommandError(wrong);
	}
}

/** A whole number as a number, anything else as text (apimachinery pkg/util/intstr Parse). */
export function intOrString(text: string): number | string {
	return /^[+-]?\d+$/.test(text) ? Number(text) : text;
}
