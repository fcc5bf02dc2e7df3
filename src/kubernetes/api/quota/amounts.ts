/** Lists of amounts by resource, as quotas count with them (apiserver pkg/quota/v1/resources.go). */
import {
	addQuantities,
	compareQuantities,
	formatQuantity,
	parseQuantity,
	type Quantity,
	subtractQuantities,
} from '../../../apimachinery/quantity.ts';

export type Amounts = ReadonlyMap<string, Quantity>;
/** The same as objects hold it. */
export type ResourceList = Readonly<Record<string, string>>;

export const zero: Quantity = {nanos: 0n, format: 'DecimalSI'};

export function readAmounts(list: ResourceList | undefined): Amounts {
	return new Map(Object.entries(list ?? {}).map(([name, amount]) => [name, parseQuantity(amount)]));
}

/** In the order of the names. */
export function writeAmounts(amounts: Amounts): ResourceList {
	return Object.fromEntries([...amounts].sort(byName).map(([name, amount]) => [name, formatQuantity(amount)]));
}

export function plus(a: Amounts, b: Amounts): Amounts {
	const sum = new Map(a);
	for (const [name, amount] of b) {
		const other = sum.get(name);
		sum.set(name, other ? addQuantities(other, amount) : amount);
	}
	return sum;
}

/** What `a` is more than `b`; resources of which it is not are left at nothing. */
export function excess(a: Amounts, b: Amounts): Amounts {
	const left = new Map<string, Quantity>();
	for (const [name, amount] of a) {
		const rest = subtractQuantities(amount, b.get(name) ?? zero);
		left.set(name, rest.nanos > 0n ? rest : zero);
	}
	return left;
}

/** The amounts of these resources alone. */
export function only(amounts: Amounts, names: Iterable<string>): Amounts {
	const wanted = new Set(names);
	return new Map([...amounts].filter(([name]) => wanted.has(name)));
}

export function withoutZeros(amounts: Amounts): Amounts {
	return new Map([...amounts].filter(([, amount]) => amount.nanos !== 0n));
}

/** The resources of which there is more than the limit, where there is one. */
export function exceeding(amounts: Amounts, limits: Amounts): string[] {
	return [...amounts].flatMap(([name, amount]) => {
		const limit = limits.get(name);
		return limit && compareQuantities(amount, limit) > 0 ? [name] : [];
	});
}

export function sameAmounts(a: Amounts, b: Amounts): boolean {
	return a.size === b.size && [...a].every(([name, {nanos}]) => b.get(name)?.nanos === nanos);
}

/** As messages name them: `cpu=1,pods=2`. */
export function printAmounts(amounts: Amounts): string {
	return [...amounts]
		.sort(byName)
		.map(([name, amount]) => `${name}=${formatQuantity(amount)}`)
		.join(',');
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : 1;
}
