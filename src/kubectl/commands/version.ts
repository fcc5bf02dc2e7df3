/** `kubectl version` (kubectl pkg/cmd/version/version.go). */
import {goJson} from '../../apimachinery/json.ts';
import {toYaml} from '../../apimachinery/yaml/write.ts';
import {Client, clientVersion} from '../client.ts';
import {type Command, CommandError} from '../command.ts';

const kustomizeVersion = 'v5.8.1';

interface VersionInfo {
	readonly major: string;
	readonly minor: string;
	readonly gitVersion: string;
}

export const version: Command = {
	name: 'version',
	usage: 'version [flags]',
	short: 'Print the client and server version information',
	long: 'Prints the version of this kubectl, and of the cluster that it talks to.',
	examples: [['Both versions', 'kubectl version']],
	flags: [
		{name: 'client', type: 'bool', default: 'false', description: 'Only the version of kubectl; asks no server.'},
		{name: 'output', shorthand: 'o', type: 'string', description: 'How to print: yaml or json.'},
	],
	completes: 'none',
	async run({io, flags, args}) {
		if (args.length > 0 && !flags.bool('client')) throw new CommandError(`extra arguments: [${args.join(' ')}]`);
		const output = flags.string('output');
		if (!['', 'yaml', 'json'].includes(output)) throw new CommandError("--output must be 'yaml' or 'json'");
		const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(clientVersion) ?? [];
		const server = flags.bool('client') ? undefined : await new Client(io).get<VersionInfo>('/version');
		const info = {
			clientVersion: {major, minor, gitVersion: clientVersion},
			kustomizeVersion,
			...(server && {serverVersion: server}),
		};
		if (output === 'yaml') io.out(`${toYaml(info)}\n`);
		else if (output === 'json') io.out(`${goJson(info, {indent: '  ', keys: 'as-given'})}\n`);
		else {
			io.out(`Client Version: ${clientVersion}\nKustomize Version: ${kustomizeVersion}\n`);
			if (server) io.out(`Server Version: ${server.gitVersion}\n`);
		}
		return 0;
	},
};
