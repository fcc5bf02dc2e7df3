/** How what somebody types becomes the input of a process, piece by piece; `after` is when, since the process began. */
import type {OpenStream} from '../api/node-api.ts';
import type {TypedInput} from './process/machine.ts';

/** Changes what was typed so far, where there is still somebody to read it. */
export type ChangeInput = (how: (input: TypedInput, after: number) => TypedInput) => void;

/** Nothing can be typed behind an end. */
export function typing(change: ChangeInput): Pick<OpenStream, 'type' | 'endInput'> {
	return {
		type: text => change((input, after) => ({...input, pieces: [...input.pieces, {after, text}]})),
		endInput: () => change((input, after) => (input.ends === undefined ? {...input, ends: after} : input)),
	};
}
