import type {Command} from '../command.ts';

/** `kubectl help VERB`; the frame answers it, because only the frame knows all commands. */
export const help: Command = {
	name: 'help',
	usage: 'help [command]',
	short: 'Help about any command',
	long: 'Shows the help of any command: "kubectl help get" is the same as "kubectl get --help".',
	flags: [],
	completes: 'commands',
};
