/**
 * The live map: nodes as boxes, Pods as chips in their state. It shows as much detail as its place has room for, and says
 * in words what its marks and colours say.
 */
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Tone} from '../../tutor/host.ts';
import {clip, type Line, line, lineWidth, span, toWidth} from '../text/line.ts';
import {theme, toneMark} from '../text/theme.ts';
import {graphemes, textWidth} from '../text/width.ts';
import {wrapWords} from '../text/wrap.ts';
import {type NodeLike, nodeState, type PodLike, podState} from './pod-state.ts';

export interface Chip {
	/** With its namespace where that is not `default`. */
	readonly name: string;
	readonly status: string;
	readonly ready: string;
	readonly tone: Tone;
}

export interface MapNode {
	readonly name: string;
	readonly status: string;
	readonly tone: Tone;
	readonly controlPlane: boolean;
	readonly chips: readonly Chip[];
	/** Pods of kube-system, which are counted only. */
	readonly systemPods: number;
}

export interface ClusterMap {
	readonly nodes: readonly MapNode[];
	/** Pods that have no node, and those whose node is gone. */
	readonly pending: readonly Chip[];
	/** All Pods of kube-system, on whatever node. */
	readonly systemPods: number;
}

const systemNamespace = 'kube-system';

/** Workers first, then the control plane, each by name; Pods by age and name. */
export function clusterMap(nodes: readonly KubernetesObject[], pods: readonly KubernetesObject[]): ClusterMap {
	const byNode = new Map<string, PodLike[]>();
	const isSystem = (pod: PodLike) => pod.metadata.namespace === systemNamespace;
	for (const pod of pods as readonly PodLike[]) {
		const node = pod.spec?.nodeName ?? '';
		byNode.set(node, [...(byNode.get(node) ?? []), pod]);
	}
	const boxes = (nodes as readonly NodeLike[]).map(node => {
		const here = byNode.get(node.metadata.name) ?? [];
		byNode.delete(node.metadata.name);
		const own = here.filter(pod => !isSystem(pod));
		return {
			name: node.metadata.name,
			...nodeState(node),
			chips: chips(own),
			systemPods: here.length - own.length,
		};
	});
	boxes.sort((a, b) => Number(a.controlPlane) - Number(b.controlPlane) || compareNames(a.name, b.name));
	const elsewhere = [...byNode.values()].flat();
	return {
		nodes: boxes,
		pending: chips(elsewhere.filter(pod => !isSystem(pod))),
		systemPods: (pods as readonly PodLike[]).filter(isSystem).length,
	};
}

function chips(pods: readonly PodLike[]): Chip[] {
	return [...pods]
		.sort(
			(a, b) =>
				(a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '') ||
				compareNames(a.metadata.name, b.metadata.name),
		)
		.map(pod => {
			const {status, ready, tone} = podState(pod);
			const {namespace, name} = pod.metadata;
			return {name: namespace && namespace !== 'default' ? `${namespace}/${name}` : name, status, ready, tone};
		});
}

function compareNames(a: string, b: string): number {
	return a.localeCompare(b, 'en', {numeric: true});
}

/** A box is not made narrower than this. */
const narrowestBox = 24;
const widestBox = 44;

/** The map in at most `height` rows if that is possible in any detail, else in as few as it takes. */
export function mapView(map: ClusterMap, width: number, height: number): Line[] {
	if (map.nodes.length === 0 && map.pending.length === 0) {
		return [line('No nodes to be seen yet.', theme.quiet)];
	}
	const ways = [
		() => [...pendingRows(map.pending, width), ...boxRows(map.nodes, width, chipRows)],
		() => [...pendingRows(map.pending, width), ...boxRows(map.nodes, width, shortChipRows)],
		() => listRows(map, width, chipText),
		() => listRows(map, width, shortChipText),
		() => listRows(map, width),
	];
	let rows: Line[] = [];
	for (const way of ways) {
		rows = way();
		if (rows.length <= height) {
			return rows;
		}
	}
	return rows;
}

/** One line for where there is no room for a map: every Pod, or counts. */
export function mapStrip(map: ClusterMap, width: number): Line {
	const all = [...map.pending, ...map.nodes.flatMap(node => node.chips)];
	const system: Line = map.systemPods > 0 ? [span(systemText(map.systemPods), theme.quiet)] : [];
	if (all.length === 0) {
		return clip(system.length > 0 ? system : [span('no Pods', theme.quiet)], width);
	}
	for (const own of [join(all.map(chipText)), join(all.map(shortChipText)), countText(all)]) {
		for (const content of [join([own, system].filter(part => part.length > 0)), own]) {
			if (lineWidth(content) <= width) {
				return content;
			}
		}
	}
	return clip(countText(all), width);
}

/** Pods of kube-system are no part of what is learnt here: how many they are is enough. */
function systemText(count: number): string {
	return `${count} system ${count === 1 ? 'Pod' : 'Pods'}`;
}

function pendingRows(pending: readonly Chip[], width: number): Line[] {
	if (pending.length === 0) {
		return [];
	}
	const content = [span('no node yet ', theme.quiet), ...join(pending.map(chipText))];
	return wrapWords(content, width, {hang: [span('  ')]});
}

function boxRows(nodes: readonly MapNode[], width: number, contents: (chip: Chip, width: number) => Line[]): Line[] {
	// A control plane that is as it should be, without Pods of the learner's, needs no box.
	const inBoxes = nodes.filter(node => !(node.controlPlane && node.tone === 'ok' && node.chips.length === 0));
	const others = nodes.filter(node => !inBoxes.includes(node));
	const perRow = Math.max(1, Math.min(inBoxes.length, Math.floor((width + 1) / (narrowestBox + 1))));
	const boxWidth = Math.min(widestBox, Math.floor((width - (perRow - 1)) / perRow));
	const rows: Line[] = [];
	for (let at = 0; at < inBoxes.length; at += perRow) {
		const group = inBoxes
			.slice(at, at + perRow)
			.map(node => ({node, lines: boxContents(node, boxWidth - 4, contents)}));
		const height = Math.max(...group.map(({lines}) => lines.length));
		const boxes = group.map(({node, lines}) => box(node, lines, boxWidth, height));
		for (let row = 0; row < height + 2; row++) {
			rows.push(boxes.flatMap((lines, index) => [...(index > 0 ? [span(' ')] : []), ...lines[row]!]));
		}
	}
	return [
		...rows,
		...others.map(node =>
			clip(
				[
					span(
						`  ${node.name}${/control|master/.test(node.name) ? '' : ' (control plane)'}: no Pods of yours`,
						theme.quiet,
					),
				],
				width,
			),
		),
	];
}

function boxContents(node: MapNode, width: number, contents: (chip: Chip, width: number) => Line[]): Line[] {
	const {inside} = boxStatus(node, width);
	const status = inside === '' ? [] : [line(clipText(inside, width), theme[node.tone])];
	if (node.chips.length === 0) {
		const system = node.systemPods > 0 ? systemText(node.systemPods) : 'no Pods';
		return [...status, line(clipText(system, width), theme.quiet)];
	}
	return [...status, ...node.chips.flatMap(chip => contents(chip, width))];
}

/** Where a node's state is told: beside its name, or inside its box where the title has no room for it. */
function boxStatus(node: MapNode, width: number): {readonly beside: string; readonly inside: string} {
	const status = node.tone === 'ok' ? (node.controlPlane ? 'control plane' : '') : node.status;
	const fits = textWidth(node.name) + 2 + textWidth(status) <= width - 2;
	return fits ? {beside: status, inside: ''} : {beside: '', inside: node.tone === 'ok' ? '' : status};
}

function box(node: MapNode, lines: readonly Line[], width: number, height: number): Line[] {
	const frame = node.tone === 'bad' ? theme.bad : theme.quiet;
	const {beside} = boxStatus(node, width - 4);
	const title: Line = [
		span(clipText(node.name, width - 6), theme.strong),
		...(beside === ''
			? []
			: [span(', ', theme.quiet), span(beside, node.tone === 'ok' ? theme.quiet : theme[node.tone])]),
	];
	const fill = '─'.repeat(Math.max(0, width - 5 - lineWidth(title)));
	const body = Array.from({length: height}, (_, index) => [
		span('│ ', frame),
		...toWidth(lines[index] ?? [], width - 4),
		span(' │', frame),
	]);
	return [
		[span('╭─ ', frame), ...title, span(` ${fill}╮`, frame)],
		...body,
		[span(`╰${'─'.repeat(width - 2)}╯`, frame)],
	];
}

/** A chip in a box: name and state in one row where both fit, else in two. */
function chipRows(chip: Chip, width: number): Line[] {
	const whole = chipText(chip);
	if (lineWidth(whole) <= width) {
		return [whole];
	}
	return [
		[span(`${toneMark(chip.tone)} `, theme[chip.tone]), span(middle(chip.name, width - 2))],
		...wrapWords([span('  '), span(chip.status, theme[chip.tone]), span(` ${chip.ready}`, theme.quiet)], width, {
			hang: [span('  ')],
		}),
	];
}

function shortChipRows(chip: Chip, width: number): Line[] {
	const state = chip.tone === 'ok' ? '' : ` ${chip.status}`;
	const room = Math.max(8, width - 2 - textWidth(state));
	const name = middle(chip.name, room);
	return [clip([span(`${toneMark(chip.tone)} `, theme[chip.tone]), span(name), span(state, theme[chip.tone])], width)];
}

function chipText(chip: Chip): Line {
	return [
		span(`${toneMark(chip.tone)} `, theme[chip.tone]),
		span(chip.name),
		span(` ${chip.status}`, theme[chip.tone]),
		span(` ${chip.ready}`, theme.quiet),
	];
}

function shortChipText(chip: Chip): Line {
	return chip.tone === 'ok'
		? [span(`${toneMark('ok')} `, theme.ok), span(middle(chip.name, 16))]
		: [
				span(`${toneMark(chip.tone)} `, theme[chip.tone]),
				span(middle(chip.name, 16)),
				span(` ${chip.status}`, theme[chip.tone]),
			];
}

/** A row or more for each node; without a way to draw chips, their counts. */
function listRows(map: ClusterMap, width: number, draw?: (chip: Chip) => Line): Line[] {
	const nameWidth = Math.max(...map.nodes.map(node => textWidth(node.name)), 7);
	const indent = Math.min(nameWidth, Math.floor(width / 3));
	const entries = [
		...(map.pending.length > 0 ? [{label: line('no node', theme.quiet), note: [], of: map.pending, system: 0}] : []),
		...map.nodes.map(node => ({
			label: line(middle(node.name, indent), node.tone === 'bad' ? theme.bad : theme.strong),
			note: node.tone === 'ok' ? [] : [span(`${node.status} `, theme[node.tone])],
			of: node.chips,
			system: node.systemPods,
		})),
	];
	return entries.flatMap(({label, note, of, system}) => {
		const none = system > 0 ? systemText(system) : 'no Pods';
		const chipsText = of.length === 0 ? [span(none, theme.quiet)] : draw ? join(of.map(draw)) : countText(of);
		const content = [...toWidth(label, indent), span(' │ ', theme.quiet), ...note, ...chipsText];
		return wrapWords(content, width, {hang: [span(`${' '.repeat(indent)} │ `, theme.quiet)]});
	});
}

function countText(of: readonly Chip[]): Line {
	const counts = new Map<string, {tone: Tone; count: number}>();
	for (const {status, tone} of of) {
		counts.set(status, {tone, count: (counts.get(status)?.count ?? 0) + 1});
	}
	return join(
		[...counts].map(([status, {tone, count}]) => [span(`${toneMark(tone)} ${count} ${status}`, theme[tone])]),
	);
}

function join(parts: readonly Line[]): Line {
	return parts.flatMap((part, index) => (index === 0 ? part : [span('  '), ...part]));
}

function clipText(text: string, width: number): string {
	return textWidth(text) <= width
		? text
		: `${graphemes(text)
				.slice(0, Math.max(0, width - 1))
				.join('')}…`;
}

/** A long name without its middle: both the workload and the random end stay to be read. */
function middle(name: string, width: number): string {
	const parts = graphemes(name);
	if (parts.length <= width) {
		return name;
	}
	const tail = Math.max(1, Math.floor((width - 1) / 2));
	return `${parts.slice(0, Math.max(1, width - 1 - tail)).join('')}…${parts.slice(-tail).join('')}`;
}
