/** Goals against the cluster: whether they hold, why, and what is missing, field by field. */
import {controllerOf, type KubernetesObject} from '../../apimachinery/object.ts';
import type {Check, Expectation, LookWanted, Target} from '../missions/mission.ts';
import {parseTimeSpan} from '../session/time-span.ts';
import type {ClusterView} from './cluster-view.ts';
import {readField} from './field-path.ts';
import {fieldFact} from './field-words.ts';
import {type Look, satisfies, sends} from './look.ts';
import {lookWords, singular} from './look-words.ts';
import {isInState, stateOf} from './object-state.ts';
import {evaluateReplaced, type Sightings} from './replacement.ts';

/** What was done in this step so far that no object remembers. */
export interface Deeds {
	readonly looks: readonly Look[];
	/** The files that were read. */
	readonly read: readonly string[];
	/** What came and went, of the objects whose replacement is waited for. */
	readonly seen?: Sightings;
	/** When the step was begun, in milliseconds since 1970 where the cluster is; kept where the goal asks for waiting. */
	readonly since?: number;
}

export interface Outcome {
	readonly passed: boolean;
	/** Why each check that holds does, each to be read after "passed:". */
	readonly why: readonly string[];
	/** What each check that does not hold still wants, each to be read after "missing:". */
	readonly missing: readonly string[];
}

/** A goal holds when every check does; without checks it never does. */
export function evaluate(goal: readonly Check[], view: ClusterView, deeds: Deeds): Outcome {
	const results = goal.map(check => evaluateCheck(check, view, deeds));
	return {
		passed: goal.length > 0 && results.every(result => result.missing.length === 0),
		why: results.filter(result => result.missing.length === 0).map(result => result.why),
		missing: results.flatMap(result => result.missing),
	};
}

/** Whether all checks hold but those of what the learner did; where there are none, they do. */
export function stateHolds(goal: readonly Check[], view: ClusterView, deeds: Deeds): boolean {
	const about = goal.filter(check => !('looked' in check || 'read' in check || 'applied' in check));
	return about.every(check => evaluateCheck(check, view, deeds).missing.length === 0);
}

interface Result {
	readonly why: string;
	/** Empty where the check holds. */
	readonly missing: readonly string[];
}

function evaluateCheck(check: Check, view: ClusterView, deeds: Deeds): Result {
	if ('exists' in check) {
		return evaluateExists(check.exists, check.fields ?? {}, view);
	}
	if ('absent' in check) {
		return evaluateAbsent(check.absent, view);
	}
	if ('count' in check) {
		return evaluateCount(check, view);
	}
	if ('event' in check) {
		return evaluateEvent(check.event, view);
	}
	if ('replaced' in check) {
		return evaluateReplaced(check.replaced, view, deeds.seen ?? {}, find);
	}
	if ('looked' in check) {
		const wanted = Array.isArray(check.looked) ? (check.looked as readonly LookWanted[]) : [check.looked as LookWanted];
		const done = wanted.find(one => deeds.looks.some(look => satisfies(look, one)));
		const what = (done ? [done] : wanted).map(lookWords).join(' or ');
		return {why: `you looked at ${what}`, missing: done ? [] : [`a look at ${what}`]};
	}
	if ('applied' in check) {
		const {applied} = check;
		const done = deeds.looks.some(look => sends(look, applied));
		const what = `a manifest of ${singular(applied.at)} ${applied.name}`;
		return {why: `you applied ${what}`, missing: done ? [] : [`${what}, applied in this step`]};
	}
	if ('waited' in check) {
		const {waited} = check;
		const done = view.now - (deeds.since ?? view.now) >= (parseTimeSpan(waited) ?? 0);
		return {why: `${waited} went by`, missing: done ? [] : [`${waited} has not gone by in this step yet`]};
	}
	const done = deeds.read.includes(check.read);
	return {why: `you read ${check.read}`, missing: done ? [] : [`a look into ${check.read}`]};
}

/** The objects that a target means. */
export function find(target: Target, view: ClusterView): KubernetesObject[] {
	return view.list(target.kind).filter(object => means(target, object, view));
}

function means(target: Target, object: KubernetesObject, view: ClusterView): boolean {
	const {metadata} = object;
	const namespace = metadata.namespace === undefined ? undefined : (target.namespace ?? 'default');
	return (
		(target.name === undefined || metadata.name === target.name) &&
		(metadata.namespace === undefined || metadata.namespace === namespace) &&
		Object.entries(target.labels ?? {}).every(([key, value]) => metadata.labels?.[key] === value) &&
		(target.owner === undefined || isOwnedBy(object, target.owner, view)) &&
		(target.node === undefined || readField(object, 'spec.nodeName') === target.node) &&
		(target.state === undefined || isInState(object, target.state))
	);
}

function isOwnedBy(object: KubernetesObject, owner: string, view: ClusterView): boolean {
	const reference = controllerOf(object);
	if (!reference) {
		return false;
	}
	if (`${reference.kind}/${reference.name}` === owner) {
		return true;
	}
	const parent = view.list(reference.kind).find(candidate => candidate.metadata.uid === reference.uid);
	return parent !== undefined && isOwnedBy(parent, owner, view);
}

function nameOf(target: Target): string {
	return target.name === undefined ? `a ${target.kind}` : `${target.kind} ${target.name}`;
}

function evaluateExists(target: Target, fields: Readonly<Record<string, Expectation>>, view: ClusterView): Result {
	const {state, ...anyState} = target;
	const candidates = find(anyState, view);
	const name = nameOf(target);
	if (candidates.length === 0) {
		return {why: '', missing: [noneFound(target, view)]};
	}
	if (target.name === undefined && state !== undefined && !candidates.some(object => isInState(object, state))) {
		return {why: '', missing: [`no ${target.kind} is ${state} yet`]};
	}
	// Several objects may fit: what is missing is said of the one that comes closest, and of which that is.
	const lacks = candidates.map(object => [
		...fieldsMissing(object, fields).map(text =>
			target.name === undefined ? `${object.kind} ${object.metadata.name}: ${text}` : text,
		),
		...(state !== undefined && !isInState(object, state)
			? [`${object.kind} ${object.metadata.name} is ${stateOf(object)}; the goal is ${state}`]
			: []),
	]);
	const best = lacks.reduce((least, some) => (some.length < least.length ? some : least));
	const found = candidates[lacks.indexOf(best)]!;
	const named = target.name === undefined ? `${found.kind} ${found.metadata.name}` : name;
	const facts = Object.keys(fields).map(path => fieldFact(found, path));
	if (state !== undefined) {
		return {why: [`${named} is ${state}`, ...facts].join(', '), missing: best};
	}
	return {why: facts.length === 0 ? `${named} exists` : `${named}: ${facts.join(', ')}`, missing: best};
}

/**
 * Which fields are not as they should be. Where a status was written for an earlier spec it says nothing about this
 * one: a rollout that has just been asked for would look as if it were done.
 */
function fieldsMissing(object: KubernetesObject, fields: Readonly<Record<string, Expectation>>): string[] {
	const {generation = 0, deletionTimestamp} = object.metadata;
	const observed = readField(object, 'status.observedGeneration');
	const stale = typeof observed === 'number' && observed < generation && deletionTimestamp === undefined;
	const missing = Object.entries(fields).flatMap(([path, expected]) => compare(object, path, expected));
	const asksStatus = Object.keys(fields).some(path => path.startsWith('status.'));
	return stale && asksStatus && missing.length === 0
		? [`${object.kind} ${object.metadata.name} has been changed, and its controller has not acted on that yet`]
		: missing;
}

/** Says that an object is not there, and where a near miss is: the same name in another namespace. */
function noneFound(target: Target, view: ClusterView): string {
	const namespace = target.namespace ?? 'default';
	const elsewhere = view
		.list(target.kind)
		.find(object => object.metadata.name === target.name && object.metadata.namespace !== namespace);
	if (target.name !== undefined && elsewhere?.metadata.namespace !== undefined) {
		return `${nameOf(target)} is in namespace ${elsewhere.metadata.namespace}; the goal is namespace ${namespace}`;
	}
	const which = whichOf(target);
	if (target.name === undefined && which === '') {
		// Where no more than the kind is wanted, to choose it is the task.
		return 'nothing of the kind that is wanted is there yet';
	}
	return `there is no ${target.name === undefined ? target.kind : nameOf(target)}${which} yet`;
}

/** What else a target says of its objects than their kind and name. */
function whichOf({labels: wanted = {}, owner}: Target): string {
	const labels = Object.entries(wanted).map(([key, value]) => `${key}=${value}`);
	const labelled = labels.length > 0 ? ` with the label ${labels.join(', ')}` : '';
	return labelled + (owner === undefined ? '' : ` of ${owner}`);
}

function evaluateAbsent(target: Target, view: ClusterView): Result {
	const present = find(target, view);
	return {
		why: target.name === undefined ? `no ${target.kind}${whichOf(target)} is left` : `${nameOf(target)} is gone`,
		missing: present
			.map(object => `${object.kind} ${object.metadata.name} is still there${inBrackets(stateOf(object))}`)
			.slice(0, 3),
	};
}

/** A state that says more than that the object is there. */
function inBrackets(state: string): string {
	return state === 'there' ? '' : ` (${state})`;
}

function evaluateCount(
	check: {readonly count: Target; readonly is?: number; readonly atLeast?: number; readonly atMost?: number},
	view: ClusterView,
): Result {
	const {count: target, is, atLeast, atMost} = check;
	const number = find(target, view).length;
	const holds =
		(is === undefined || number === is) &&
		(atLeast === undefined || number >= atLeast) &&
		(atMost === undefined || number <= atMost);
	const goal = is ?? (atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`);
	const what = countWords(number, target);
	return {why: what, missing: holds ? [] : [`${what}; the goal is ${goal}`]};
}

/** "3 Pods of Deployment/web are Ready", "there is 1 Pod of DaemonSet/logger". */
function countWords(number: number, {kind, owner, node, state}: Target): string {
	const whose = owner === undefined ? '' : ` of ${owner}`;
	const where = node === undefined ? '' : ` on ${node}`;
	const what = `${number} ${kind}${number === 1 ? '' : 's'}${whose}${where}`;
	const verb = number === 1 ? 'is' : 'are';
	return state === undefined ? `there ${verb} ${what}` : `${what} ${verb} ${state}`;
}

function evaluateEvent({about, reason}: {about: string; reason: string}, view: ClusterView): Result {
	const [kind, name] = about.split('/');
	const seen = view.list('Event').some(event => {
		const involved = readField(event, 'involvedObject') as {kind?: string; name?: string} | undefined;
		return (
			readField(event, 'reason') === reason &&
			involved?.kind === kind &&
			(name === undefined || involved?.name === name)
		);
	});
	return {
		why: `the event ${reason} happened to ${about}`,
		missing: seen ? [] : [`the event ${reason} has not happened to ${about} yet`],
	};
}

function compare(object: KubernetesObject, path: string, expected: Expectation): string[] {
	const value = readField(object, path);
	// A number that is 0 is left out of what the API server gives.
	const isZero = value === undefined && path.startsWith('status.');
	const unmet = (goal: string) => [`${fieldFact(object, path)}; the goal is ${goal}`];
	if (typeof expected !== 'object') {
		return value === expected || (isZero && expected === 0) ? [] : unmet(String(expected));
	}
	if ('oneOf' in expected) {
		return expected.oneOf.includes(value as string | number) ? [] : unmet(expected.oneOf.join(' or '));
	}
	if ('present' in expected) {
		const present = value !== undefined && value !== null;
		return present === expected.present ? [] : unmet(expected.present ? 'that it is set' : 'that it is not set');
	}
	if ('matches' in expected) {
		return new RegExp(expected.matches).test(String(value ?? '')) ? [] : unmet(`something like ${expected.matches}`);
	}
	const number = Number(value ?? 0);
	const {atLeast, atMost} = expected;
	if (atLeast !== undefined && !(number >= atLeast)) {
		return unmet(`at least ${atLeast}`);
	}
	return atMost !== undefined && !(number <= atMost) ? unmet(`at most ${atMost}`) : [];
}
