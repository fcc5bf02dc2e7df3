/** Label selectors as plain tests. */
import type {LabelSelector} from '../api/meta-v1.ts';
import {type Labels, selectorFromLabelSelector} from '../apimachinery/labels.ts';

export type {Labels} from '../apimachinery/labels.ts';
export type LabelTest = (labels: Labels | undefined) => boolean;

/** An absent selector matches nothing, an empty one everything. */
export function labelTest(selector: LabelSelector | undefined): LabelTest {
	const compiled = selectorFromLabelSelector(selector);
	return labels => compiled.matches(labels);
}
