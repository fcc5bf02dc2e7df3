import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {frameHeight, isTooSmall, missionLayout, type Region, scroll} from '../../src/ui/layout.ts';

const rows = fc.nat(80);
const anyWants = fc.record({
	notice: fc.nat(6),
	input: fc.integer({min: 1, max: 12}),
	offer: fc.nat(6),
	output: fc.nat(500),
	panel: rows,
	side: rows,
	reading: fc.boolean(),
});
const anySize = fc.record({columns: fc.integer({min: 60, max: 220}), rows: fc.integer({min: 20, max: 70})});

describe('the layout', () => {
	it.each([
		[60, 20, false],
		[59, 20, true],
		[60, 19, true],
		[200, 60, false],
	])('%i×%i is too small: %s', (columns, height, small) => {
		expect(isTooSmall({columns, rows: height})).toBe(small);
	});

	it('gives every place of the frame to one region, and leaves the last row of the terminal free', () => {
		fc.assert(
			fc.property(anySize, anyWants, (size, wants) => {
				const layout = missionLayout(size, wants);
				const regions = Object.values(layout) as Region[];
				const taken = new Set<string>();
				for (const {x, y, width, height} of regions) {
					expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
					expect(x + width).toBeLessThanOrEqual(size.columns);
					expect(y + height).toBeLessThanOrEqual(frameHeight(size));
					for (let row = y; row < y + height; row++) {
						for (let column = x; column < x + width; column++) {
							expect(taken.has(`${row} ${column}`)).toBe(false);
							taken.add(`${row} ${column}`);
						}
					}
				}
				// Between two columns one place a row stays empty.
				const between = layout.side ? layout.panel.height : 0;
				expect(taken.size + between).toBe(size.columns * frameHeight(size));
			}),
			{numRuns: 40},
		);
	});

	it('always has room for the prompt and for something of lesson and output', () => {
		fc.assert(
			fc.property(anySize, anyWants, (size, wants) => {
				const {panel, output, input} = missionLayout(size, {...wants, offer: 0});
				expect(input.height).toBeGreaterThanOrEqual(1);
				expect(panel.height).toBeGreaterThanOrEqual(7);
				expect(output.height).toBeGreaterThanOrEqual(1);
			}),
		);
	});

	it('lets the lesson have the room while it is read, and output half of it while one works', () => {
		const wants = {notice: 0, input: 1, offer: 0, output: 100, panel: 40, side: 0};
		const size = {columns: 80, rows: 24};
		expect(missionLayout(size, {...wants, reading: true}).output.height).toBe(3);
		expect(missionLayout(size, {...wants, reading: false}).output.height).toBe(11);
	});

	it('keeps the panel where it is when something is offered for a moment', () => {
		const wants = {notice: 0, input: 1, output: 100, panel: 40, side: 0, reading: false};
		const size = {columns: 80, rows: 24};
		expect(missionLayout(size, {...wants, offer: 4}).panel).toEqual(missionLayout(size, {...wants, offer: 0}).panel);
	});
});

describe('scrolling', () => {
	it.each([
		[0, [1, 2, 3], 0, 4],
		[2, [3, 4, 5], 2, 2],
		[99, [5, 6, 7], 4, 0],
		[-5, [1, 2, 3], 0, 4],
	])('from row %i', (top, shown, above, below) => {
		expect(scroll([1, 2, 3, 4, 5, 6, 7], 3, top)).toMatchObject({rows: shown, above, below});
	});
});
