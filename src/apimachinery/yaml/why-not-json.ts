import {YamlError} from './error.ts';
import {readJsonStream} from './json-stream.ts';

/** What Go's encoding/json says of a text that is no JSON. */
export function whyNotJson(text: string): string {
	try {
		const values = readJsonStream(text);
		if (!values.next().done) {
			const more = values.next();
			return more.done ? 'invalid JSON' : 'invalid character after top-level value';
		}
	} catch (error) {
		if (!(error instanceof YamlError)) {
			throw error;
		}
		const message = error.message.replace(/^json: offset \d+: /, '');
		return message === 'unexpected EOF' ? 'unexpected end of JSON input' : message;
	}
	return 'unexpected end of JSON input';
}
