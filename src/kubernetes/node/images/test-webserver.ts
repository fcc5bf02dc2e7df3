/** A web server that gives out every file of its container, as Go's own does (test/images/agnhost/test-webserver). */
import type {HttpAnswer, Machine} from '../process/process.ts';

const types: Readonly<Record<string, string>> = {
	css: 'text/css; charset=utf-8',
	html: 'text/html; charset=utf-8',
	jpg: 'image/jpeg',
	js: 'text/javascript; charset=utf-8',
	json: 'application/json',
	txt: 'text/plain; charset=utf-8',
};
const plain = 'text/plain; charset=utf-8';
const html = types.html!;

/** @param asked the path in the request, with its query */
export function fileAnswer({files}: Machine, asked: string): HttpAnswer {
	const path = decodeURIComponent(asked.split('?')[0] || '/');
	if (path.endsWith('/index.html')) {
		return {status: 301, body: '', headers: {Location: './'}};
	}
	const bare = path === '/' ? '/' : path.replace(/\/+$/, '');
	const entry = files.entry(bare);
	if (entry && !path.endsWith('/')) {
		return answer(entry.data, types[bare.split('.').at(-1)!] ?? plain);
	}
	if (entry || !(bare === '/' || files.exists(bare))) {
		return {status: 404, body: '404 page not found\n', headers: {'Content-Type': plain}};
	}
	if (!path.endsWith('/')) {
		return {status: 301, body: '', headers: {Location: `${bare.split('/').at(-1)}/`}};
	}
	const index = files.entry(`${bare === '/' ? '' : bare}/index.html`);
	return index ? answer(index.data, html) : answer(listing(files, bare), html);
}

function answer(body: string, type: string): HttpAnswer {
	return {status: 200, body, headers: {'Content-Type': type, 'Cache-Control': 'private'}};
}

function listing(files: Machine['files'], folder: string): string {
	const prefix = folder === '/' ? '' : folder;
	const lines = files
		.list(folder)
		.sort()
		.map(name => (files.entry(`${prefix}/${name}`) ? name : `${name}/`))
		.map(name => `<a href="${name}">${name}</a>\n`);
	return `<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${lines.join('')}</pre>\n`;
}
