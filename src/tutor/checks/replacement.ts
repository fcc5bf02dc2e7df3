/**
 * Whether something that ended in this step was replaced: one of the same controller came when it went. That is how a
 * ReplicaSet heals, and how it differs from an object that somebody deletes and makes again.
 */
import {controllerOf, type KubernetesObject} from '../../apimachinery/object.ts';
import type {Check, Target} from '../missions/mission.ts';
import type {ClusterView} from './cluster-view.ts';
import {isInState, stateOf} from './object-state.ts';

/** An object that was seen in a step. Numbers say in which order things were seen. */
export interface Sighting {
	readonly name: string;
	/** The uid of its controller. */
	readonly controller?: string;
	readonly came: number;
	/** Absent as long as it is there, and not being deleted. */
	readonly went?: number;
}

/** By uid. */
export type Sightings = Readonly<Record<string, Sighting>>;

type Finder = (target: Target, view: ClusterView) => KubernetesObject[];

/** Adds what a look at the cluster shows of the objects whose replacement is waited for. */
export function sight(goal: readonly Check[], view: ClusterView, before: Sightings, find: Finder): Sightings {
	const targets = goal.flatMap(check => ('replaced' in check ? [check.replaced] : []));
	if (targets.length === 0) {
		return before;
	}
	const present = targets.flatMap(target => find(anyState(target), view)).filter(isStaying);
	const there = new Set(present.map(({metadata}) => metadata.uid));
	const order = 1 + Math.max(0, ...Object.values(before).flatMap(({came, went}) => [came, went ?? 0]));
	const after: Record<string, Sighting> = {};
	for (const [uid, {went, ...seen}] of Object.entries(before)) {
		after[uid] = there.has(uid) ? seen : {...seen, went: went ?? order};
	}
	for (const {metadata, ...rest} of present) {
		const controller = controllerOf({metadata, ...rest})?.uid;
		after[metadata.uid!] ??= {name: metadata.name, ...(controller !== undefined && {controller}), came: order};
	}
	return after;
}

/** What an object's replacement still lacks; nothing missing where one has come. */
export function evaluateReplaced(
	target: Target,
	view: ClusterView,
	seen: Sightings,
	find: Finder,
): {readonly why: string; readonly missing: readonly string[]} {
	const whose = target.owner === undefined ? '' : ` of ${target.owner}`;
	const ended = Object.values(seen).filter(({went}) => went !== undefined);
	const pairs = find(anyState(target), view).flatMap(object => {
		const sighting = seen[object.metadata.uid ?? ''];
		const old = ended.find(({controller, went}) => sighting?.controller === controller && went! <= sighting!.came);
		return sighting && old && isStaying(object) ? [{object, old}] : [];
	});
	const {state} = target;
	const done = pairs.find(({object}) => state === undefined || isInState(object, state));
	if (done) {
		const {object, old} = done;
		const same = old.name === object.metadata.name;
		const why = same
			? `${object.kind} ${old.name} was made anew`
			: `${object.metadata.name} took the place of ${old.name}`;
		return {why, missing: []};
	}
	const [coming] = pairs;
	if (coming) {
		const {kind, metadata} = coming.object;
		return {why: '', missing: [`${kind} ${metadata.name} is ${stateOf(coming.object)}; the goal is ${state}`]};
	}
	return {
		why: '',
		missing: [
			ended.length === 0
				? `no ${target.kind}${whose} has ended in this step yet`
				: `nothing has taken the place of ${target.kind} ${ended.at(-1)!.name} yet`,
		],
	};
}

function isStaying({metadata}: KubernetesObject): boolean {
	return metadata.deletionTimestamp === undefined;
}

function anyState({state: _, ...target}: Target): Target {
	return target;
}
