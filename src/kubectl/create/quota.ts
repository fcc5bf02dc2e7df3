/** `kubectl create quota` (kubectl pkg/cmd/create/create_quota.go). */
import {canonicalQuantity, QuantityError} from '../../apimachinery/quantity.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {createFlags, createFromFlags, nameFrom, namespaceOf} from './run-create.ts';

export const createQuota: Command = {
	name: 'quota',
	aliases: ['resourcequota'],
	usage: 'quota NAME [--hard=KEY=VALUE,KEY=VALUE] [--scopes=SCOPE,SCOPE] [--dry-run=server|client|none]',
	short: 'Create a quota with the specified name',
	long: 'Says how much the objects of a namespace may use in all.',
	examples: [
		['Ten Pods and two CPUs', 'kubectl create quota small --hard=pods=10,requests.cpu=2'],
		['Pods that ask for nothing', 'kubectl create quota idle --hard=pods=5 --scopes=BestEffort'],
	],
	flags: [
		...createFlags,
		{name: 'hard', type: 'string', description: 'What may be used, as pairs of resource and amount.'},
		{name: 'scopes', type: 'string', description: 'Which objects count; all of these must apply to them.'},
	],
	completes: 'none',
	async run(invocation: Invocation) {
		const {flags} = invocation;
		const name = nameFrom(invocation);
		const hard = readHard(flags.string('hard'));
		const scopes = readScopes(flags.string('scopes'));
		const object = {
			kind: 'ResourceQuota',
			apiVersion: 'v1',
			metadata: {name, ...namespaceOf(invocation)},
			spec: {...(hard && {hard}), ...(scopes && {scopes})},
			status: {},
		};
		return createFromFlags(invocation, object, 'failed to create quota:');
	},
};

function readHard(text: string): Record<string, string> | undefined {
	if (text === '') {
		return undefined;
	}
	const hard: Record<string, string> = {};
	for (const statement of text.split(',')) {
		const [resource, amount, ...more] = statement.split('=');
		if (amount === undefined || more.length > 0) {
			throw new CommandError(`Invalid argument syntax ${statement}, expected <resource>=<value>`);
		}
		try {
			hard[resource!] = canonicalQuantity(amount);
		} catch (error) {
			throw error instanceof QuantityError ? new CommandError(error.message) : error;
		}
	}
	return hard;
}

function readScopes(text: string): string[] | undefined {
	if (text === '') {
		return undefined;
	}
	const scopes = text.split(',');
	if (scopes.includes('')) {
		throw new CommandError('invalid resource quota scope ""');
	}
	return scopes;
}
