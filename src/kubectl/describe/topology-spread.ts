import {compare} from './common.ts';
import {selectorText} from './selector.ts';
import type {TopologySpreadConstraint} from './types.ts';
import type {DescriptionWriter} from './writer.ts';

/** The spread constraints of a Pod (kubectl pkg/describe/describe.go describeTopologySpreadConstraints). */
export function writeSpread(
	w: DescriptionWriter,
	constraints: readonly TopologySpreadConstraint[] | undefined,
	indent: string,
): void {
	const sorted = [...(constraints ?? [])].sort((a, b) => compare(a.topologyKey, b.topologyKey));
	for (const [i, {topologyKey, whenUnsatisfiable, maxSkew, labelSelector}] of sorted.entries()) {
		const title = i === 0 ? `${indent}Topology Spread Constraints:\t` : `${indent}\t`;
		const selector = labelSelector ? ` for selector ${selectorText(labelSelector)}` : '';
		w.line(0, `${title}${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`);
	}
}
