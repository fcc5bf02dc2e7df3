/** Prints what clusters of several sizes cost, side by side. */
import type {Costs} from './costs.ts';

interface Row {
	readonly title: string;
	readonly of: (costs: Costs) => number;
	readonly aim?: string;
}

const rows: readonly Row[] = [
	{title: 'a Pod, applied to Ready', of: perPod('applied'), aim: '0.5 for 1,000 Pods, ×1.2 for 10,000'},
	{title: 'a Pod, rolled out', of: perPod('rollout')},
	{title: 'a Pod in a list', of: perPod('listed')},
	{title: 'one Pod replaced', of: ({replaced}) => replaced, aim: '2 among 10,000'},
	{title: 'three seconds of rest', of: ({idle}) => idle},
	{title: 'a snapshot', of: ({snapshot}) => snapshot, aim: '0.1'},
	{title: 'a rollout undone', of: ({undo}) => undo},
	{title: 'memory in MB', of: ({megabytes}) => megabytes, aim: '600 for 10,000 Pods'},
];

function perPod(cost: 'applied' | 'rollout' | 'listed'): Row['of'] {
	return costs => costs[cost] / costs.pods;
}

/** @returns the lines of the table, a column for each size */
export function costsTable(all: readonly Costs[]): string[] {
	const head = [
		['CPU time in ms', ...all.map(({pods}) => `${grouped(pods)} Pods`), 'growth', 'aim'],
		['', ...all.map(({nodes}) => `${grouped(nodes)} nodes`), '', ''],
	];
	const body = rows.map(({title, of, aim = ''}) => {
		const costs = all.map(of);
		return [title, ...costs.map(figure), growth(costs), aim];
	});
	return aligned([...head, ...body], all.length);
}

/** How much more it costs at each size than at the one before. */
function growth(costs: readonly number[]): string {
	return costs
		.slice(1)
		.map((cost, i) => `×${(cost / costs[i]!).toFixed(1)}`)
		.join(' ');
}

function figure(value: number): string {
	return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

function grouped(value: number): string {
	return value.toLocaleString('en');
}

/** @param numbers how many columns after the first hold numbers, which stand at the right */
function aligned(cells: readonly (readonly string[])[], numbers: number): string[] {
	const widths = cells[0]!.map((_, column) => Math.max(...cells.map(row => row[column]!.length)));
	return cells.map(row =>
		row
			.map((cell, i) => (i > 0 && i <= numbers ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
			.join('  ')
			.trimEnd(),
	);
}
