import {formatLabelSelector} from '../../apimachinery/labels.ts';
import type {LabelSelector} from './types.ts';

/** A selector as it is printed: `app=web,tier in (a,b)`; `<none>` when it selects everything. */
export function selectorText(selector: LabelSelector | undefined): string {
	return formatLabelSelector(selector);
}

/** The same for a query, where nothing is said of everything. */
export function selectorQuery(selector: LabelSelector | undefined): string {
	const text = selectorText(selector);
	return text === '<none>' ? '' : text;
}
