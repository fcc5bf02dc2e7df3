/** What `-v=6` and more say of requests (client-go transport/round_trippers.go, rest/request.go, klog). */
import type {ApiRequest, ApiResponse} from '../apimachinery/connection.ts';
import {escapeForGo} from '../apimachinery/json.ts';
import type {KubectlIo} from './io.ts';

/** From which level on what is said. */
const levels = {response: 6, request: 7, body: 8, longBody: 9, wholeBody: 10};
/** How many characters of a body are shown, at the first level and at the next. */
const shown = {body: 1024, longBody: 10_240};
/** klog says which process speaks. */
const processId = 1;

const reasons: Readonly<Record<number, string>> = {
	200: 'OK',
	201: 'Created',
	202: 'Accepted',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	409: 'Conflict',
	410: 'Gone',
	415: 'Unsupported Media Type',
	422: 'Unprocessable Entity',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	504: 'Gateway Timeout',
};

/** Discovery is kept on disk by the real kubectl, and is asked for once in hours. */
function isDiscovery(path: string): boolean {
	return /^\/(api|apis|openapi)(\/v\d[^/]*|\/[^/]+\/v\d[^/]*)?$/.test(path) || path.startsWith('/openapi/');
}

/** Writes the requests of one call to standard error, as far as they were asked for. */
export class RequestLog {
	readonly #io: KubectlIo;
	readonly #level: number;

	constructor(io: KubectlIo) {
		this.#io = io;
		this.#level = io.verbosity ?? 0;
	}

	/** Called before a request; what it gives is called with the answer. */
	begin(request: ApiRequest): (response: Pick<ApiResponse, 'status' | 'body'>) => void {
		if (this.#level < levels.response || isDiscovery(request.path)) {
			return () => {};
		}
		const began = this.#io.connection.clock.now();
		const what = `verb=${JSON.stringify(request.method)} url=${JSON.stringify(this.#urlOf(request))}`;
		if (this.#level >= levels.body) this.#say('helper.go:202', `"Request Body" body=${this.#bodyText(request.body)}`);
		if (this.#level >= levels.request) {
			this.#say('round_trippers.go:527', `"Request" ${what} headers=<\n${headersOf(request)} >`);
		}
		return ({status, body}) => {
			const took = Math.round(this.#io.connection.clock.now() - began);
			const answer = `status="${status} ${reasons[status] ?? ''}" milliseconds=${took}`;
			this.#say('round_trippers.go:632', `"Response" ${this.#level >= levels.request ? '' : `${what} `}${answer}`);
			if (this.#level >= levels.body) this.#say('helper.go:105', `"Response Body" body=${this.#bodyText(body)}`);
		};
	}

	#urlOf({path, query = {}}: ApiRequest): string {
		const parameters = new URLSearchParams(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))).toString();
		return this.#io.settings.server + path + (parameters === '' ? '' : `?${parameters}`);
	}

	#bodyText(body: unknown): string {
		if (body === undefined) return '""';
		const text = typeof body === 'string' ? body : escapeForGo(JSON.stringify(body));
		const most = this.#level >= levels.longBody ? shown.longBody : shown.body;
		const cut = this.#level < levels.wholeBody && text.length > most;
		return JSON.stringify(cut ? `${text.slice(0, most)} [truncated ${text.length - most} chars]` : text);
	}

	/** A line as klog begins it: severity, date, time, process, and the place in client-go that says this. */
	#say(place: string, text: string): void {
		const now = new Date(this.#io.connection.clock.now());
		const [, month, day, time] = /^\d+-(\d+)-(\d+)T([\d:.]+)Z$/.exec(now.toISOString())!;
		this.#io.err(`I${month}${day} ${time}000 ${String(processId).padStart(7)} ${place}] ${text}\n`);
	}
}

function headersOf({accept, contentType, body, userAgent = ''}: ApiRequest): string {
	const headers = [
		`Accept: ${accept ?? 'application/json'}`,
		...(body === undefined ? [] : [`Content-Type: ${contentType ?? 'application/json'}`]),
		`User-Agent: ${userAgent}`,
	];
	return headers.map(header => `\t${header}\n`).join('');
}
