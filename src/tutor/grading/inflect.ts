/** The regular forms of English words, made from their base. Irregular ones are listed with the word. */

/** `create` → create, creates, created, creating, creation is another word. Works for nouns' plurals, too. */
export function inflections(base: string): string[] {
	const forms = new Set([base]);
	if (base.length < 3 || /[^a-z]/.test(base)) {
		return [base];
	}
	if (/[^aeiou]y$/.test(base)) {
		const stem = base.slice(0, -1);
		forms.add(`${stem}ies`).add(`${stem}ied`).add(`${base}ing`);
	} else if (base.endsWith('ie')) {
		forms
			.add(`${base}s`)
			.add(`${base}d`)
			.add(`${base.slice(0, -2)}ying`);
	} else if (base.endsWith('e')) {
		forms
			.add(`${base}s`)
			.add(`${base}d`)
			.add(`${base.slice(0, -1)}ing`);
	} else {
		forms
			.add(/(s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`)
			.add(`${base}ed`)
			.add(`${base}ing`);
		if (/[^aeiou][aeiou][bdgklmnprt]$/.test(base)) {
			const doubled = base + base.at(-1);
			forms.add(`${doubled}ed`).add(`${doubled}ing`);
		}
	}
	return [...forms];
}

/** How many letters must change, be added, left out or swapped with a neighbour for one word to become the other. */
export function typingErrors(a: string, b: string): number {
	const rows: number[][] = [Array.from({length: b.length + 1}, (_, j) => j)];
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			let cost = Math.min(
				rows[i - 1]![j]! + 1,
				row[j - 1]! + 1,
				rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
			);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, rows[i - 2]![j - 2]! + 1);
			}
			row.push(cost);
		}
		rows.push(row);
	}
	return rows[a.length]![b.length]!;
}

/** How many typing errors a word of that length may have: none in short ones, where a letter makes another word. */
export function forgiven(length: number): number {
	return length >= 9 ? 2 : length >= 4 ? 1 : 0;
}
