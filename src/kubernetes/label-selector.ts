/** Label selectors as plain tests. */
import type {LabelSelector} from '../api/meta-v1.ts';
import {type Labels, selectorFromLabelSelector} from '../apimachinery/labels.ts';

export type {Labels} from '../apimachinery/labels.ts';
export type LabelTest = (labels: Labels | undefined) => boolean;

/** An absent selector matches nothing, an empty one everything. */
export function labelTest(selector: LabelSelector | undefined): LabelTest {
	let test = selector && compiledTests.get(selector);
	if (!test) {
		const compiled = selectorFromLabelSelector(selector);
		test = labels => compiled.matches(labels);
		if (selector) {
			compiledTests.set(selector, test);
		}
	}
	return test;
}

/** The selector of a workload is compiled once, not at every look at it. */
const compiledTests = new WeakMap<LabelSelector, LabelTest>();
