/** The namespace controller: empties namespaces that are to go (pkg/controller/namespace). */
import type {Namespace} from '../../../api/core-v1/namespace.ts';
import type {Pod} from '../../../api/core-v1/pod.ts';
import {StatusError} from '../../../apimachinery/status.ts';
import {type ResourceDefinition, resourceName} from '../../api/resource.ts';
import type {Change} from '../../api/store.ts';
import {isTerminal} from '../../conditions.ts';
import type {Controller, ControllerContext} from '../../controller.ts';
import {namespaceConditions, nothingRemains, type Remaining} from './conditions.ts';

/** Time for what is on its way into the namespace to arrive before it is emptied. */
const gracePeriod = 5_000;
/** How long finalizers are given before the next look. */
const finalizerEstimate = 15;

/** @param resources all that there are: a namespace is emptied of everything */
export function namespaces(resources: readonly ResourceDefinition[]): Controller {
	const deletable = resources.filter(
		({namespaced, verbs, view}) => namespaced && !view && (verbs === undefined || verbs.includes('delete')),
	);
	return {
		name: 'namespace-controller',
		manager: 'kube-controller-manager',
		watches: {
			namespaces: ({type, object}: Change<Namespace>, context) => {
				if (type !== 'DELETED' && isEnding(object)) {
					context.enqueueAfter(object.metadata.name, gracePeriod);
				}
				return [];
			},
		},
		sync(name, context) {
			const namespace = context.api.get<Namespace>('namespaces', '', name);
			if (namespace && isEnding(namespace)) {
				syncNamespace(namespace, deletable, context);
			}
		},
	};
}

function syncNamespace(
	namespace: Namespace,
	deletable: readonly ResourceDefinition[],
	context: ControllerContext,
): void {
	const {name} = namespace.metadata;
	const {remaining, estimate} = deleteAllContent(namespace, deletable, context);
	const current = context.api.get<Namespace>('namespaces', '', name)!;
	const conditions = namespaceConditions(current.status.conditions, remaining, context.now);
	const status = {...current.status, phase: 'Terminating', conditions};
	context.api.updateStatus('namespaces', {...current, status});
	if (estimate > 0 || remaining.errors.length > 0) {
		context.enqueueAfter(name, (Math.floor(estimate / 2) + 1) * 1000);
	} else {
		context.api.finalizeNamespace(name);
	}
}

function isEnding({metadata, spec}: Namespace): boolean {
	return metadata.deletionTimestamp !== undefined && (spec.finalizers?.includes('kubernetes') ?? false);
}

/** Seconds until another look is worth while; 0 where the namespace is empty. */
interface Outcome {
	readonly remaining: Remaining;
	readonly estimate: number;
}

/** Deletes the Pods, and when they are gone everything else. */
function deleteAllContent(
	namespace: Namespace,
	deletable: readonly ResourceDefinition[],
	context: ControllerContext,
): Outcome {
	const pods = deletable.find(({group, plural}) => group === '' && plural === 'pods')!;
	const first = deleteContent(pods, namespace, context);
	if (first.count > 0) {
		return {remaining: {...nothingRemains, errors: first.errors}, estimate: first.estimate};
	}
	const resources = new Map<string, number>();
	const finalizers = new Map<string, number>();
	const errors: string[] = [];
	let estimate = 0;
	for (const definition of deletable) {
		if (definition === pods) {
			continue;
		}
		const left = deleteContent(definition, namespace, context);
		estimate = Math.max(estimate, left.estimate);
		errors.push(...left.errors);
		if (left.count > 0) {
			resources.set(`${definition.plural}.${definition.group}`, left.count);
			for (const finalizer of left.finalizers) {
				finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
			}
		}
	}
	return {remaining: {resources, finalizers, errors}, estimate};
}

interface Left {
	readonly count: number;
	readonly finalizers: readonly string[];
	readonly estimate: number;
	readonly errors: readonly string[];
}

function deleteContent(definition: ResourceDefinition, namespace: Namespace, context: ControllerContext): Left {
	const {api, now} = context;
	const {name} = namespace.metadata;
	const resource = resourceName(definition);
	const grace = resource === 'pods' ? longestGracePeriod(api.list<Pod>(resource, name)) : 0;
	const errors: string[] = [];
	for (const object of api.list(resource, name)) {
		try {
			api.delete(resource, name, object.metadata.name, {propagationPolicy: 'Background'});
		} catch (error) {
			if (!(error instanceof StatusError)) {
				throw error;
			}
			errors.push(error.message);
		}
	}
	const left = api.list(resource, name);
	if (left.length === 0) {
		return {count: 0, finalizers: [], estimate: 0, errors};
	}
	const finalizers = left.flatMap(({metadata}) => metadata.finalizers ?? []);
	const passed = (now - Date.parse(namespace.metadata.deletionTimestamp!)) / 1000;
	const estimate = finalizers.length > 0 ? finalizerEstimate : passed >= grace ? 0 : grace;
	if (estimate === 0 && errors.length === 0) {
		const {group, version, plural} = definition;
		const gvr = `${group}/${version}, Resource=${plural}`;
		errors.push(`unexpected items still remain in namespace: ${name} for gvr: ${gvr}`);
	}
	return {count: left.length, finalizers, estimate, errors};
}

function longestGracePeriod(pods: readonly Pod[]): number {
	const periods = pods.filter(pod => !isTerminal(pod)).map(({spec}) => spec.terminationGracePeriodSeconds);
	return Math.max(0, ...periods);
}
