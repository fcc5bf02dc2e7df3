/** Text in indented lines whose cells, parted by tabs, line up (kubectl pkg/describe PrefixWriter over text/tabwriter). */
import {padTabs} from './tab-writer.ts';

export class DescriptionWriter {
	#text = '';

	/** Adds text as it is, indented by two blanks a level; nothing ends the line by itself. */
	write(level: number, text: string): void {
		this.#text += escapeTerminal('  '.repeat(level) + text);
	}

	/** Adds a line. */
	line(level: number, text: string): void {
		this.write(level, `${text}\n`);
	}

	/** The whole text with its tabs. */
	get unaligned(): string {
		return this.#text;
	}

	/** The whole text, its cells lined up. */
	toString(): string {
		return padTabs(this.#text);
	}
}

/** A writer that indents further than the one it writes to. */
export function nested(writer: DescriptionWriter, indent: number): Pick<DescriptionWriter, 'write' | 'line'> {
	return {
		write: (level, text) => writer.write(level + indent, text),
		line: (level, text) => writer.line(level + indent, text),
	};
}

/** Makes the control characters of values visible, as cli-runtime pkg/printers/terminal.go does. */
function escapeTerminal(text: string): string {
	return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}
