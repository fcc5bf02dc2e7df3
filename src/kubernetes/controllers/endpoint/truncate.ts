/** An Endpoints object holds no more than so many addresses (pkg/controller/endpoint/endpoints_controller.go). */
import type {EndpointSubset} from '../../../api/core-v1/endpoints.ts';

export const maxAddresses = 1000;

export function countAddresses(subsets: readonly EndpointSubset[]): number {
	return subsets.reduce((sum, {addresses, notReadyAddresses}) => sum + count(addresses) + count(notReadyAddresses), 0);
}

/**
 * Ready addresses go before the others, and each subset keeps its share, rounded up.
 *
 * Example: of 1,500 ready addresses in subsets of 1,200 and 300, the first keeps 800 and the second 200; whatever was not
 * ready is left out.
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
	if (countAddresses(subsets) <= maxAddresses) {
		return subsets;
	}
	const ready = subsets.reduce((sum, {addresses}) => sum + count(addresses), 0);
	const tooManyReady = ready > maxAddresses;
	const total = tooManyReady ? ready : countAddresses(subsets) - ready;
	const room = tooManyReady ? maxAddresses : maxAddresses - ready;
	let left = room;
	return subsets.map(({addresses, notReadyAddresses, ...subset}) => {
		const cut = tooManyReady ? addresses : notReadyAddresses;
		const kept = (cut ?? []).slice(0, Math.min(left, Math.ceil((count(cut) / total) * room)));
		left -= kept.length;
		const [first, second] = tooManyReady ? [kept, []] : [addresses ?? [], kept];
		return {
			...(first.length > 0 && {addresses: first}),
			...(second.length > 0 && {notReadyAddresses: second}),
			...subset,
		};
	});
}

function count(list: readonly unknown[] | undefined): number {
	return list?.length ?? 0;
}
