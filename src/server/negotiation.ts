/** In what form a client wants its answer (apiserver pkg/endpoints/handlers/negotiation/negotiate.go). */
import type {IncomingMessage} from 'node:http';
import type {Form} from './serialize.ts';
import type {Target} from './target.ts';

/** What a person would type the request with. */
const human = /^(curl|Wget|Mozilla\/5\.0)/;

/** The first form in `Accept` that is one of ours. Every client takes JSON, so that is the answer to all others. */
export function formOf({headers}: IncomingMessage, target: Target): Form {
	for (const choice of (headers.accept ?? '').split(',')) {
		const type = choice.replace(/;.*/s, '').trim();
		if (type === 'application/yaml') {
			return 'yaml';
		}
		if (type === 'application/json' || type === '*/*' || type === 'application/*') {
			break;
		}
	}
	return isPretty(headers['user-agent'] ?? '', target.query.pretty) ? 'pretty' : 'json';
}

function isPretty(userAgent: string, asked = ''): boolean {
	return asked === '' ? human.test(userAgent) : ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(asked);
}

export function acceptsGzip({headers}: IncomingMessage): boolean {
	const encodings = String(headers['accept-encoding'] ?? '').split(',');
	return encodings.some(encoding => encoding.trim() === 'gzip');
}
