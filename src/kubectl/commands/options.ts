import type {Command} from '../command.ts';
import {optionsHelp} from '../help.ts';

/** Lists the flags that every command takes. */
export const options: Command = {
	name: 'options',
	usage: 'options',
	short: 'List the flags that every command takes',
	flags: [],
	completes: 'none',
	async run({io}) {
		io.out(optionsHelp());
		return 0;
	},
};
