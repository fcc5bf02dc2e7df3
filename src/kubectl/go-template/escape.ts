/** The escaping functions of text/template (funcs.go, net/url QueryEscape). */

const entities: Readonly<Record<string, string>> = {
	'\0': '\uFFFD',
	'"': '&#34;',
	"'": '&#39;',
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
};

export function escapeHtml(text: string): string {
	return text.replace(/[\0"'&<>]/g, character => entities[character]!);
}

const inScripts: Readonly<Record<string, string>> = {'\\': '\\\\', "'": "\\'", '"': '\\"'};

export function escapeJs(text: string): string {
	return text.replace(/[\\'"<>&=\x00-\x1f\x7f\u2028\u2029]/g, character => {
		const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
		return inScripts[character] ?? `\\u${code}`;
	});
}

export function escapeQuery(text: string): string {
	return encodeURIComponent(text)
		.replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
		.replaceAll('%20', '+');
}
