/** What the screens' models need besides state, view and size, and what they all give. */
import type {Host} from '../../tutor/host.ts';

export interface Cursor {
	readonly x: number;
	readonly y: number;
}

/** What the models need besides state, view and size. */
export interface Extras {
	readonly suggest?: Host['suggest'];
	readonly validate?: Host['validate'];
	/** Why commands cannot be used now. */
	readonly unavailable?: Readonly<Partial<Record<string, string>>>;
	/** Whether things may move by themselves. */
	readonly motion?: boolean;
	readonly version?: string;
}
