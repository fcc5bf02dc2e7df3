import {Box} from 'ink';
import {type Size, smallest} from '../layout.ts';
import type {EditorModel} from '../models/editor.ts';
import type {HomeModel} from '../models/home.ts';
import type {OverlayModel} from '../models/overlay.ts';
import {line} from '../text/line.ts';
import {theme} from '../text/theme.ts';
import {wrapWords} from '../text/wrap.ts';
import {Lines, Row} from './lines.tsx';

/** The missions, and an input for a number or a name. */
export function HomeScreen({model}: {readonly model: HomeModel}) {
	return (
		<Box flexDirection="column">
			<Lines rows={model.rows} />
			<Lines rows={model.input} />
			<Row content={model.footer} />
		</Box>
	);
}

/** Help and glossary, over whatever is under them. */
export function OverlayScreen({model}: {readonly model: OverlayModel}) {
	return (
		<Box flexDirection="column">
			<Row content={model.title} />
			<Row content={[]} />
			<Lines rows={model.rows} />
			<Row content={model.footer} />
		</Box>
	);
}

export function EditorScreen({model}: {readonly model: EditorModel}) {
	return (
		<Box flexDirection="column">
			<Lines rows={model.rows} />
			<Row content={model.footer} />
		</Box>
	);
}

/** What is shown while the terminal is too small; nothing is lost meanwhile. */
export function TooSmallScreen({size}: {readonly size: Size}) {
	const text = `This terminal has ${size.columns}×${size.rows}. The tutor needs at least ${smallest.columns}×${smallest.rows}. Make it larger to go on.`;
	return (
		<Lines
			rows={wrapWords(line(text, theme.strong), Math.max(10, size.columns - 1)).slice(0, Math.max(1, size.rows - 1))}
		/>
	);
}
