/** Where a field belongs that Kubernetes does not know where it stands, and in which API version a kind is. */
import {kinds} from '../../api/kinds.ts';
import type {Message, Type} from '../../apimachinery/schema.ts';
import {suggestions} from '../../kubectl/find-command.ts';

/** How far in a field is looked for: spec.template.spec.containers.readinessProbe is five levels in. */
const deepest = 6;

/**
 * @param path as the API server names it, such as `spec.template.spec.containers[0].imagee`
 * @param errors what was said of it; it may name the kind
 */
export function fieldSentence(path: string, errors: string): string {
	const unknown = `Kubernetes knows no field ${path} there`;
	const kind = /: (\w+) in version "|\\"kind\\":\\"(\w+)\\"/.exec(errors)?.slice(1).find(Boolean);
	const root = kinds.find(known => known.kind === kind)?.message;
	if (!root) {
		return `${unknown}: check its spelling and how far it is indented. \`kubectl explain\` lists the fields.`;
	}
	const parts = path.replace(/\[[^\]]*\]/g, '').split('.');
	const name = parts.at(-1)!;
	const around = parts.slice(0, -1);
	const parent = messageAt(root, around);
	const near = parent ? suggestions(name, Object.keys(parent.fields)) : [];
	if (near.length > 0) {
		return `${unknown}. Did you mean ${near.slice(0, 3).join(' or ')}?`;
	}
	const place = placeOf(root, name, around);
	return place === undefined
		? `${unknown}: check its spelling and how far it is indented. \`kubectl explain ${[kind!.toLowerCase(), ...(parent ? around : [])].join('.')}\` lists the fields.`
		: `${unknown}. A ${kind} has ${name} in ${place}: check how far it is indented.`;
}

/** What to write above a kind, to be read after "No kind Deployment is in v1: ". */
export function versionSentence(kind: string): string {
	const known = kinds.find(one => one.kind === kind);
	return known
		? `write \`apiVersion: ${known.group === '' ? '' : `${known.group}/`}${known.version}\` above it.`
		: 'check the spelling of kind: and the apiVersion: above it. `kubectl api-resources` lists both.';
}

function messageAt(root: Message, path: readonly string[]): Message | undefined {
	let message: Message | undefined = root;
	for (const name of path) {
		const type: Type | undefined = message?.fields[name]?.type;
		message = type && messageIn(type);
	}
	return message;
}

function messageIn(type: Type): Message | undefined {
	if (type.kind === 'list') {
		return messageIn(type.items);
	}
	return type.kind === 'message' ? type.message() : undefined;
}

/** The nearest place that has a field of that name: below where it stands, or else below the beginning. */
function placeOf(root: Message, name: string, around: readonly string[]): string | undefined {
	for (const start of [around, []]) {
		let level = [{path: start as readonly string[], message: messageAt(root, start)}];
		for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
			const found = level.find(
				({path, message}) => path.length > 0 && message !== undefined && Object.hasOwn(message.fields, name),
			);
			if (found) {
				return found.path.join('.');
			}
			level = level.flatMap(({path, message}) =>
				Object.entries(message?.fields ?? {})
					.filter(([field]) => field !== 'status' && field !== 'managedFields')
					.map(([field, {type}]) => ({path: [...path, field], message: messageIn(type)})),
			);
		}
	}
	return undefined;
}
