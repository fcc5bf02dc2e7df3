/**
 * Unified diffs as the API server prints them (pmezard/go-difflib, which follows Python's difflib): the longest block of
 * equal lines first, then what is before and behind it. Of long texts, lines that occur often do not begin a block.
 */

/** Equal lines: how many, and where they begin in each text. */
interface Block {
	readonly a: number;
	readonly b: number;
	readonly size: number;
}

interface Change {
	readonly kind: 'equal' | 'replace' | 'delete' | 'insert';
	readonly a: readonly [from: number, to: number];
	readonly b: readonly [from: number, to: number];
}

/** The lines that differ, with `context` lines around them; '' where nothing does. */
export function unifiedDiff(before: string, after: string, context = 3): string {
	const [a, b] = [before.split('\n'), after.split('\n')];
	return grouped(changes(a, b), context)
		.map(group => hunk(group, a, b))
		.join('');
}

function hunk(group: readonly Change[], a: readonly string[], b: readonly string[]): string {
	const [first, last] = [group[0]!, group.at(-1)!];
	const lines = group.flatMap(({kind, a: [i1, i2], b: [j1, j2]}) => {
		if (kind === 'equal') {
			return a.slice(i1, i2).map(line => ` ${line}\n`);
		}
		return [...a.slice(i1, i2).map(line => `-${line}\n`), ...b.slice(j1, j2).map(line => `+${line}\n`)];
	});
	return `@@ -${range(first.a[0], last.a[1])} +${range(first.b[0], last.b[1])} @@\n${lines.join('')}`;
}

function range(from: number, to: number): string {
	const length = to - from;
	return length === 1 ? `${from + 1}` : `${length === 0 ? from : from + 1},${length}`;
}

function changes(a: readonly string[], b: readonly string[]): Change[] {
	const found: Change[] = [];
	let [i, j] = [0, 0];
	for (const block of matchingBlocks(a, b)) {
		const [deleted, inserted] = [i < block.a, j < block.b];
		if (deleted || inserted) {
			const kind = deleted && inserted ? 'replace' : deleted ? 'delete' : 'insert';
			found.push({kind, a: [i, block.a], b: [j, block.b]});
		}
		[i, j] = [block.a + block.size, block.b + block.size];
		if (block.size > 0) {
			found.push({kind: 'equal', a: [block.a, i], b: [block.b, j]});
		}
	}
	return found;
}

/** Splits the changes where more than twice the context stands between them. */
function grouped(all: readonly Change[], context: number): Change[][] {
	const groups: Change[][] = [];
	let group: Change[] = [];
	all.forEach((change, index) => {
		if (change.kind !== 'equal') {
			group.push(change);
			return;
		}
		const {a, b} = change;
		const length = a[1] - a[0];
		const behind = index > 0 ? Math.min(length, context) : 0;
		const ahead = index < all.length - 1 ? Math.min(length, context) : 0;
		if (index > 0 && index < all.length - 1 && length <= 2 * context) {
			group.push(change);
			return;
		}
		if (index > 0) {
			group.push({kind: 'equal', a: [a[0], a[0] + behind], b: [b[0], b[0] + behind]});
			groups.push(group);
			group = [];
		}
		if (index < all.length - 1) {
			group.push({kind: 'equal', a: [a[1] - ahead, a[1]], b: [b[1] - ahead, b[1]]});
		}
	});
	groups.push(group);
	return groups.filter(changed => changed.some(({kind}) => kind !== 'equal'));
}

function matchingBlocks(a: readonly string[], b: readonly string[]): Block[] {
	const places = placesOf(b);
	const blocks: Block[] = [];
	const match = (aFrom: number, aTo: number, bFrom: number, bTo: number) => {
		const block = longestMatch(a, b, places, aFrom, aTo, bFrom, bTo);
		if (block.size === 0) {
			return;
		}
		if (aFrom < block.a && bFrom < block.b) {
			match(aFrom, block.a, bFrom, block.b);
		}
		blocks.push(block);
		if (block.a + block.size < aTo && block.b + block.size < bTo) {
			match(block.a + block.size, aTo, block.b + block.size, bTo);
		}
	};
	match(0, a.length, 0, b.length);
	const joined: Block[] = [];
	for (const block of blocks) {
		const last = joined.at(-1);
		if (last && last.a + last.size === block.a && last.b + last.size === block.b) {
			joined[joined.length - 1] = {...last, size: last.size + block.size};
		} else {
			joined.push(block);
		}
	}
	return [...joined, {a: a.length, b: b.length, size: 0}];
}

/** Where each line stands; from 200 lines on without those that make up more than a hundredth. */
function placesOf(b: readonly string[]): Map<string, number[]> {
	const places = new Map<string, number[]>();
	b.forEach((line, index) => {
		const known = places.get(line);
		if (known) {
			known.push(index);
		} else {
			places.set(line, [index]);
		}
	});
	if (b.length >= 200) {
		const most = Math.floor(b.length / 100) + 1;
		for (const [line, at] of places) {
			if (at.length > most) {
				places.delete(line);
			}
		}
	}
	return places;
}

function longestMatch(
	a: readonly string[],
	b: readonly string[],
	places: ReadonlyMap<string, readonly number[]>,
	aFrom: number,
	aTo: number,
	bFrom: number,
	bTo: number,
): Block {
	let best: Block = {a: aFrom, b: bFrom, size: 0};
	let lengths = new Map<number, number>();
	for (let i = aFrom; i < aTo; i++) {
		const next = new Map<number, number>();
		for (const j of places.get(a[i]!) ?? []) {
			if (j < bFrom) {
				continue;
			}
			if (j >= bTo) {
				break;
			}
			const size = (lengths.get(j - 1) ?? 0) + 1;
			next.set(j, size);
			if (size > best.size) {
				best = {a: i - size + 1, b: j - size + 1, size};
			}
		}
		lengths = next;
	}
	// Lines that begin no block may still belong to one.
	let {a: i, b: j, size} = best;
	while (i > aFrom && j > bFrom && a[i - 1] === b[j - 1]) {
		i--;
		j--;
		size++;
	}
	while (i + size < aTo && j + size < bTo && a[i + size] === b[j + size]) {
		size++;
	}
	return {a: i, b: j, size};
}
