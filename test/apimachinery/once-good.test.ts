import {expect, it, vi} from 'vitest';
import {fieldErrors} from '../../src/apimachinery/field-error.ts';
import {onceGood} from '../../src/apimachinery/once-good.ts';

function checkOf() {
	const check = vi.fn((names: readonly string[], field: string) =>
		names.includes('') ? [fieldErrors.required(field)] : [],
	);
	return {check, validate: onceGood(check)};
}

it('looks at a part once, wherever it stands, when it is good', () => {
	const {check, validate} = checkOf();
	const shared = ['a'];
	expect([...validate(shared, 'first'), ...validate(shared, 'second')]).toEqual([]);
	expect(check).toHaveBeenCalledTimes(1);
});

it('complains each time of a part that is wrong, at the place where it stands', () => {
	const {validate} = checkOf();
	const shared = [''];
	expect(validate(shared, 'first')).toEqual([fieldErrors.required('first')]);
	expect(validate(shared, 'second')).toEqual([fieldErrors.required('second')]);
});

it('has nothing against what is absent', () => {
	const {check, validate} = checkOf();
	expect(validate(undefined, 'first')).toEqual([]);
	expect(check).not.toHaveBeenCalled();
});
