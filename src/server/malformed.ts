/** What is said of a body that is not of its type (apiserver pkg/endpoints/handlers/rest.go, patch.go). */
import {type ApiRequest, type Connection, patchTypes} from '../apimachinery/connection.ts';
import {badRequest, type StatusError} from '../apimachinery/status.ts';
import type {MalformedBody} from './body.ts';
import {noSuchPath} from './refusals.ts';
import type {ResourceTarget} from './target.ts';

/** The answer names the kind that was wanted, which discovery knows. */
export async function malformed(
	connection: Connection,
	asked: ApiRequest,
	resource: ResourceTarget | undefined,
	body: MalformedBody,
): Promise<StatusError> {
	const kind = resource && (await kindOf(connection, resource));
	if (kind === undefined) {
		return noSuchPath();
	}
	if (asked.method === 'PATCH') {
		const apply = asked.contentType?.startsWith(patchTypes.apply);
		return badRequest(apply ? `error decoding YAML: error converting YAML to JSON: ${body.message}` : body.message);
	}
	const wanted = asked.method === 'DELETE' ? 'DeleteOptions' : kind;
	const why = asked.contentType?.startsWith('application/yaml')
		? `couldn't get version/kind; yaml parse error: error converting YAML to JSON: ${body.message}`
		: `couldn't get version/kind; json parse error: ${body.message}`;
	return badRequest(`the object provided is unrecognized (must be of type ${wanted}): ${why} (${body.summary})`);
}

interface Resources {
	readonly resources?: readonly {readonly name: string; readonly kind: string}[];
}

async function kindOf(
	connection: Connection,
	{groupVersion, resource, subresource}: ResourceTarget,
): Promise<string | undefined> {
	const {body} = await connection.request({method: 'GET', path: groupVersion});
	const name = subresource === undefined ? resource : `${resource}/${subresource}`;
	return (body as Resources).resources?.find(each => each.name === name)?.kind;
}
