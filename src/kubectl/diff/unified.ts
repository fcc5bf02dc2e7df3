/** The difference of two texts as `diff -u` prints it. */

/** How many equal lines stand around a change. */
const context = 3;

/** A run of lines that differ: `removed` from line `from` of the old text, `added` from line `to` of the new one. */
interface Change {
	readonly from: number;
	readonly removed: number;
	readonly to: number;
	readonly added: number;
}

/** The hunks, without the two lines that name the files; '' where the texts are equal. */
export function unifiedHunks(before: string, after: string): string {
	const [old, now] = [linesOf(before), linesOf(after)];
	const changes = changesBetween(old, now);
	const hunks: Change[][] = [];
	for (const change of changes) {
		const last = hunks.at(-1)?.at(-1);
		if (last && change.from - (last.from + last.removed) <= 2 * context) {
			hunks.at(-1)!.push(change);
		} else {
			hunks.push([change]);
		}
	}
	return hunks.map(hunk => hunkText(hunk, old, now)).join('');
}

function linesOf(text: string): string[] {
	return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** The longest common subsequence decides what stays; a change that could stand earlier or later stands later. */
function changesBetween(old: readonly string[], now: readonly string[]): Change[] {
	let start = 0;
	while (start < old.length && start < now.length && old[start] === now[start]) {
		start++;
	}
	let [oldEnd, newEnd] = [old.length, now.length];
	while (oldEnd > start && newEnd > start && old[oldEnd - 1] === now[newEnd - 1]) {
		oldEnd--;
		newEnd--;
	}
	const kept = commonLines(old.slice(start, oldEnd), now.slice(start, newEnd));
	const removed = new Set(range(start, oldEnd));
	const added = new Set(range(start, newEnd));
	for (const [i, j] of kept) {
		removed.delete(start + i);
		added.delete(start + j);
	}
	slideDown(removed, old);
	slideDown(added, now);
	return gather(removed, added, old.length, now.length);
}

function range(from: number, to: number): number[] {
	return Array.from({length: to - from}, (_, i) => from + i);
}

/** Pairs of indexes of a longest common subsequence. */
function commonLines(a: readonly string[], b: readonly string[]): [number, number][] {
	const width = b.length + 1;
	const lengths = new Uint32Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; i--) {
		for (let j = b.length - 1; j >= 0; j--) {
			lengths[i * width + j] =
				a[i] === b[j]
					? lengths[(i + 1) * width + j + 1]! + 1
					: Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
		}
	}
	const pairs: [number, number][] = [];
	let [i, j] = [0, 0];
	while (i < a.length && j < b.length) {
		if (a[i] === b[j]) {
			pairs.push([i++, j++]);
		} else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) {
			i++;
		} else {
			j++;
		}
	}
	return pairs;
}

/** Moves each run of changed lines down while the line after it equals its first line. */
function slideDown(changed: Set<number>, lines: readonly string[]): void {
	for (let start = 0; start < lines.length; start++) {
		if (!changed.has(start)) {
			continue;
		}
		let end = start;
		while (changed.has(end)) {
			end++;
		}
		while (end < lines.length && !changed.has(end) && lines[start] === lines[end]) {
			changed.delete(start++);
			changed.add(end++);
		}
		start = end;
	}
}

function gather(removed: Set<number>, added: Set<number>, oldLength: number, newLength: number): Change[] {
	const changes: Change[] = [];
	let [i, j] = [0, 0];
	while (i < oldLength || j < newLength) {
		const [from, to] = [i, j];
		while (removed.has(i)) {
			i++;
		}
		while (added.has(j)) {
			j++;
		}
		if (i > from || j > to) {
			changes.push({from, removed: i - from, to, added: j - to});
		} else {
			i++;
			j++;
		}
	}
	return changes;
}

function hunkText(hunk: readonly Change[], old: readonly string[], now: readonly string[]): string {
	const [first, last] = [hunk[0]!, hunk.at(-1)!];
	const oldStart = Math.max(0, first.from - context);
	const newStart = Math.max(0, first.to - context);
	const oldEnd = Math.min(old.length, last.from + last.removed + context);
	const newEnd = Math.min(now.length, last.to + last.added + context);
	const lines = [`@@ -${extent(oldStart, oldEnd)} +${extent(newStart, newEnd)} @@`];
	let at = oldStart;
	for (const {from, removed, to, added} of hunk) {
		lines.push(...old.slice(at, from).map(line => ` ${line}`));
		lines.push(...old.slice(from, from + removed).map(line => `-${line}`));
		lines.push(...now.slice(to, to + added).map(line => `+${line}`));
		at = from + removed;
	}
	lines.push(...old.slice(at, oldEnd).map(line => ` ${line}`));
	return lines.map(line => `${line}\n`).join('');
}

/** `START,COUNT` with lines counted from 1; a count of 1 is left out, and none begins at the line before. */
function extent(start: number, end: number): string {
	const count = end - start;
	return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
}
