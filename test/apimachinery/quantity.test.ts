import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	addQuantities,
	canonicalQuantity,
	compareQuantities,
	formatQuantity,
	parseQuantity,
	quantityMilliValue,
	quantityValue,
	roundUpToMilli,
} from '../../src/apimachinery/quantity.ts';

describe('the canonical form of a quantity', () => {
	it.each([
		['0', '0'],
		['00', '0'],
		['0Gi', '0'],
		['-0', '0'],
		['100m', '100m'],
		['0.1', '100m'],
		['.5', '500m'],
		['1.5', '1500m'],
		['1500m', '1500m'],
		['1000m', '1'],
		['2000m', '2'],
		['1.0', '1'],
		['1000', '1k'],
		['1000k', '1M'],
		['100', '100'],
		['1Ki', '1Ki'],
		['1024', '1024'],
		['1024Ki', '1Mi'],
		['1.5Gi', '1536Mi'],
		['0.5Mi', '512Ki'],
		['0.5Ki', '512'],
		['1.1Ki', '1126400m'],
		['64Mi', '64Mi'],
		['8Mi', '8Mi'],
		['1e3', '1e3'],
		['12e6', '12e6'],
		['1E3', '1E3'],
		['1000e3', '1e6'],
		['1.5e3', '1500'],
		['1n', '1n'],
		['0.1n', '1n'],
		['1.0001u', '1001n'],
		['9Ei', '9223372036854775807'],
		['-1.5', '-1500m'],
		['-1Gi', '-1Gi'],
		['m', '0'],
	])('%s is %s', (text, canonical) => {
		expect(canonicalQuantity(text)).toBe(canonical);
	});

	it('keeps a text that needs no change, as upstream keeps it', () => {
		expect(canonicalQuantity('1.500')).toBe('1.500');
		expect(canonicalQuantity('+5')).toBe('+5');
		expect(canonicalQuantity('0100m')).toBe('0100m');
	});
});

describe('what is no quantity', () => {
	const format = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
	it.each([
		['', format],
		['abc', format],
		['1 Gi', format],
		['1gb', format],
		['1GB', format],
		['1.2.3', format],
		['100mb', format],
		['1K', "unable to parse quantity's suffix"],
		['1MM', "unable to parse quantity's suffix"],
		['10mi', "unable to parse quantity's suffix"],
		['1e', "unable to parse quantity's suffix"],
	])('%j: %s', (text, message) => {
		expect(() => parseQuantity(text)).toThrow(message);
	});
});

describe('counting with quantities', () => {
	it('rounds up', () => {
		expect(quantityValue(parseQuantity('1.1'))).toBe(2);
		expect(quantityValue(parseQuantity('-1.1'))).toBe(-2);
		expect(quantityValue(parseQuantity('1Gi'))).toBe(1_073_741_824);
		expect(quantityMilliValue(parseQuantity('0.1m'))).toBe(1);
		expect(quantityMilliValue(parseQuantity('2'))).toBe(2000);
		expect(formatQuantity(roundUpToMilli(parseQuantity('0.1m')))).toBe('1m');
		expect(formatQuantity(roundUpToMilli(parseQuantity('1.500')))).toBe('1.500');
	});

	it('keeps the format of the first, unless that is zero', () => {
		expect(formatQuantity(addQuantities(parseQuantity('1Gi'), parseQuantity('1024')))).toBe('1048577Ki');
		expect(formatQuantity(addQuantities(parseQuantity('0'), parseQuantity('64Mi')))).toBe('64Mi');
		expect(formatQuantity(addQuantities(parseQuantity('500m'), parseQuantity('500m')))).toBe('1');
	});

	it('compares across formats', () => {
		expect(compareQuantities(parseQuantity('1'), parseQuantity('1000m'))).toBe(0);
		expect(compareQuantities(parseQuantity('1Gi'), parseQuantity('1G'))).toBeGreaterThan(0);
	});

	it('reads what it writes', () => {
		const suffix = fc.constantFrom('', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'u');
		fc.assert(
			fc.property(fc.nat(1_000_000), fc.nat(999), suffix, (whole, decimals, unit) => {
				const quantity = parseQuantity(`${whole}.${decimals}${unit}`);
				const again = parseQuantity(formatQuantity(quantity));
				expect(again.nanos).toBe(quantity.nanos);
				expect(formatQuantity(again)).toBe(formatQuantity(quantity));
			}),
		);
	});
});
