/** What a request to `exec` or `attach` asks for (pkg/apis/core PodExecOptions, PodAttachOptions). */
import type {ApiRequest} from '../../apimachinery/connection.ts';
import type {ExecRequest} from './node-api.ts';

/**
 * The command's words come in the body as `{command: […]}`, or as the one word in the query.
 * @param typed whether the client will send input
 */
export function execRequest({query = {}, body}: ApiRequest, typed = false): ExecRequest {
	const given = (body ?? {}) as {readonly command?: readonly string[]; readonly stdin?: string};
	const command = given.command ?? (query.command === undefined ? [] : [query.command]);
	return {
		container: query.container,
		command,
		...(given.stdin !== undefined && {stdin: given.stdin}),
		...(typed && {typed}),
		tty: isTrue(query.tty),
	};
}

function isTrue(value: string | undefined): boolean {
	return value === 'true' || value === '1';
}
