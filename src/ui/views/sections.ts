/** Texts that share a few rows: which of them give way, and how far, where there is no room for all. */
import {type Line, lineWidth, span, takeColumns} from '../text/line.ts';
import {theme} from '../text/theme.ts';

export interface Section {
	readonly rows: readonly Line[];
	/** Lower ones give way first. Those of rank 0 give way to what stands above the sections, too. */
	readonly rank: number;
	/** The rows that are kept of it as long as another section can give way; 0: it is shown whole or not at all. */
	readonly least: number;
	/** What stands for it where it cannot be shown whole, instead of its first rows and a mark. */
	readonly short?: readonly Line[];
}

export interface Fitted {
	readonly rows: readonly Line[];
	/** In full, what is not shown whole. */
	readonly left: readonly Line[];
}

export interface FitOptions {
	/** The rows that there are. */
	readonly most: number;
	/** The rows that those of rank 0 may be a part of; `most` where it is not given. */
	readonly comfortable?: number;
	readonly width: number;
	/** What marks a text that is cut; `…` where it is not given. */
	readonly mark?: string;
}

/** Fits sections into rows, in their order. */
export function fitSections(sections: readonly Section[], options: FitOptions): Fitted {
	const {most, comfortable = most, width, mark = '…'} = options;
	const heights = sections.map(({rows}) => rows.length);
	const total = () => heights.reduce((sum, height) => sum + height, 0);
	const byRank = [...sections.keys()].sort((a, b) => sections[a]!.rank - sections[b]!.rank || b - a);
	const giveWay = (leastOf: (section: Section) => number) => {
		for (const index of byRank) {
			const section = sections[index]!;
			const excess = total() - (section.rank === 0 ? comfortable : most);
			if (excess > 0) {
				const least = Math.min(leastOf(section), heights[index]!);
				heights[index] = least === 0 ? 0 : Math.max(least, heights[index]! - excess);
			}
		}
	};
	giveWay(({least}) => least);
	giveWay(() => 0);
	return {
		rows: sections.flatMap((section, index) => cut(section, heights[index]!, width, mark)),
		left: sections.flatMap(({rows, short}, index) => (heights[index]! < rows.length && !short ? rows : [])),
	};
}

function cut({rows, short}: Section, height: number, width: number, mark: string): readonly Line[] {
	if (height >= rows.length || height === 0) {
		return rows.slice(0, height);
	}
	if (short) {
		return short.slice(0, height);
	}
	const last = rows[height - 1]!;
	const [kept] = takeColumns(last, Math.min(lineWidth(last), width - mark.length - 1));
	return [...rows.slice(0, height - 1), [...kept, span(` ${mark}`, theme.quiet)]];
}
