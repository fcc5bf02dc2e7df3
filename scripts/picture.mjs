// Draws the README's picture: plays the tutor in a pseudo-terminal and writes what its screen shows as an SVG.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import * as pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {buildTutor} from './build.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const columns = 124;
const rows = 30;
const cell = {width: 8.4, height: 18};
const colors = ['#1e2430', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#abb2bf'];
const bright = ['#7f8896', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#ffffff'];

await buildTutor();
const home = mkdtempSync(join(tmpdir(), 'tutor-picture-'));
const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
const program = pty.spawn(process.execPath, [join(top, 'dist/cli.js'), '--home', home], {
	cols: columns,
	rows,
	name: 'xterm-256color',
	env: {
		HOME: home,
		PATH: process.env.PATH,
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		FORCE_COLOR: '3',
		LANG: 'C.UTF-8',
	},
});
program.onData(data => terminal.write(data));
terminal.onData(data => program.write(data));
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

await pause(2000);
for (const keys of [
	'\r',
	'cat web.yaml\r',
	'\r',
	'kubectl apply -f web.yaml\r',
	'',
	'\r',
	'kubectl get pods -o wide\r',
]) {
	program.write(keys);
	await pause(1800);
}
writeFileSync(join(top, 'assets/screen.svg'), draw(terminal.buffer.active));
program.kill();
await pause(300);
rmSync(home, {recursive: true, force: true});
process.exit(0);

function draw(buffer) {
	const lines = [];
	for (let row = 0; row < rows; row++) {
		const line = buffer.getLine(row);
		let column = 0;
		while (column < columns) {
			const style = styleOf(line.getCell(column));
			let text = '';
			const start = column;
			while (column < columns && styleOf(line.getCell(column)) === style) {
				text += line.getCell(column).getChars() || ' ';
				column++;
			}
			if (text.trim() !== '') {
				const x = (start * cell.width + 12).toFixed(1);
				const y = (row + 1) * cell.height + 8;
				const width = ((column - start) * cell.width).toFixed(1);
				lines.push(
					`<text x="${x}" y="${y}" textLength="${width}" lengthAdjust="spacingAndGlyphs" ${style}>${escapeText(text)}</text>`,
				);
			}
		}
	}
	const width = Math.ceil(columns * cell.width) + 24;
	const height = rows * cell.height + 24;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
<title>The tutor's screen: a lesson, the live map of the cluster, and the prompt</title>
<rect width="100%" height="100%" rx="10" fill="#1e2430"/>
${lines.join('\n')}
</svg>
`;
}

function styleOf(at) {
	let fill = colors[7];
	if (at.isFgPalette()) {
		const number = at.getFgColor();
		fill = number < 8 ? colors[number] : number < 16 ? bright[number - 8] : colors[7];
	} else if (at.isFgRGB()) {
		fill = `#${at.getFgColor().toString(16).padStart(6, '0')}`;
	}
	return `fill="${fill}"${at.isBold() ? ' font-weight="bold"' : ''}${at.isDim() ? ' opacity="0.6"' : ''}`;
}

function escapeText(text) {
	return text.replace(/[&<>]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[c]);
}
