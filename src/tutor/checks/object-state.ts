import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {ObjectState} from '../missions/mission.ts';
import {readField} from './field-path.ts';

function hasCondition(object: KubernetesObject, type: string): boolean {
	const conditions = readField(object, 'status.conditions') as readonly {type: string; status: string}[] | undefined;
	return conditions?.some(condition => condition.type === type && condition.status === 'True') ?? false;
}

/** Whether an object is in a state, in the words that `kubectl get` uses. */
export function isInState(object: KubernetesObject, state: ObjectState): boolean {
	const phase = readField(object, 'status.phase');
	const terminating = object.metadata.deletionTimestamp !== undefined;
	switch (state) {
		case 'Terminating':
			return terminating;
		case 'Running':
			return phase === 'Running' && !terminating;
		case 'Pending':
			return phase === 'Pending' && !terminating;
		case 'Completed':
			return phase === 'Succeeded';
		case 'Failed':
			return phase === 'Failed';
		case 'Ready':
			return hasCondition(object, 'Ready') && !terminating;
		case 'NotReady':
			return !hasCondition(object, 'Ready');
	}
}

/** The state in one word, for "Pod web is Pending". */
export function stateOf(object: KubernetesObject): string {
	if (object.metadata.deletionTimestamp !== undefined) {
		return 'Terminating';
	}
	if (object.kind === 'Node') {
		return hasCondition(object, 'Ready') ? 'Ready' : 'NotReady';
	}
	const statuses = readField(object, 'status.containerStatuses') as readonly unknown[] | undefined;
	const waiting = statuses
		?.map(status => readField(status, 'state.waiting.reason'))
		.find(reason => reason !== undefined);
	if (waiting !== undefined) {
		return String(waiting);
	}
	const phase = String(readField(object, 'status.phase') ?? '');
	if (phase === 'Running') {
		return hasCondition(object, 'Ready') ? 'Running and Ready' : 'Running, not Ready';
	}
	return phase === '' ? 'there' : phase;
}
