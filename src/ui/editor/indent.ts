/** How YAML is indented while it is typed. */

export const indentUnit = 2;

/**
 * What the next line begins with when Enter is pressed after `before`:
 * after `spec:` two spaces more, after `- name: web` under the n of name, else as before. A line that is nothing but
 * `- ` has no content to go on under, so it keeps its indentation.
 */
export function indentAfter(before: string): string {
	const margin = before.length - before.trimStart().length;
	const content = before.trim().replace(/\s+#.*$/, '');
	const dashes = /^(?:- +)*/.exec(content)![0];
	const under = margin + dashes.length;
	if (content.startsWith('#') || content === '') {
		return ' '.repeat(margin);
	}
	return ' '.repeat(/:(\s*[|>][+-]?\d*)?$/.test(content) ? under + indentUnit : under);
}

/** The line with one step of indentation less. */
export function dedent(text: string): string {
	return text.replace(new RegExp(`^ {1,${indentUnit}}|^\t`), '');
}
