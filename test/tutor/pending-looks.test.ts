import {expect, it} from 'vitest';
import type {Look} from '../../src/tutor/checks/look.ts';
import {PendingLooks} from '../../src/tutor/session/pending-looks.ts';

const applied: Look = {at: 'deployments', by: 'apply', name: 'web'};
const listed: Look = {at: 'pods', by: 'get'};

/** Which looks count of a line that makes them. */
function counted(line: string, looks: readonly Look[], {exit = 0, prints = true} = {}): readonly Look[] {
	const seen: Look[] = [];
	const pending = new PendingLooks(look => seen.push(look));
	pending.begin(line);
	for (const look of looks) {
		pending.add(look);
	}
	if (prints) {
		pending.printed();
	}
	pending.end(exit);
	return seen;
}

it('counts what a line has shown, or has ended well with', () => {
	expect(counted('kubectl get pods', [listed])).toEqual([listed]);
	expect(counted('kubectl get pods', [listed], {prints: false})).toEqual([listed]);
	expect(counted('kubectl get pods web-x', [listed], {exit: 1, prints: false})).toEqual([]);
});

it.each([
	['kubectl apply -f web.yaml', 1],
	['kubectl apply -f web.yaml --dry-run=none', 1],
	['kubectl apply -f web.yaml --dry-run=client', 0],
	['kubectl apply --dry-run=server -f web.yaml', 0],
])('%s applies %i manifests', (line, count) => {
	expect(counted(line, [applied])).toHaveLength(count);
});
