/** agnhost's `guestbook`: a frontend, a primary and its replicas, in one program (test/images/agnhost/guestbook). */
import type {HttpAnswer, HttpRequest, Machine, Process, Reply, Steps} from '../process/process.ts';
import {klog, queryOf, serveUntilStopped, wordOption} from './agnhost-parts.ts';

/** How long it tries to register, and how long it waits between tries, in milliseconds. */
const patience = 15_000;
const pause = 1000;
const replicas = 'replicas';
const entry = 'entry ';

export function* guestbook(process: Process): Steps {
	const {machine, argv} = process;
	const port = Number(wordOption(argv, 'http-port', '80'));
	const backend = Number(wordOption(argv, 'backend-port', '6379'));
	machine.listen(port, {http: request => answer(machine, backend, request)});
	const primary = wordOption(argv, 'replicaof', '');
	if (primary !== '') {
		const problem = yield* register(process, primary, backend);
		if (problem) {
			return 1;
		}
	}
	return yield* serveUntilStopped(process);
}

/** Tells the primary of a new replica, and takes over what it has. Whether that failed for good. */
function* register({machine}: Process, primary: string, port: number): Steps<boolean> {
	const started = machine.now;
	while (machine.now - started < patience) {
		yield {until: machine.now, asksCluster: true};
		const path = `/register?host=${machine.host.podIP}`;
		klog(machine, `Registering to primary: ${primary}:${port}${path}`);
		const reply = machine.network.get(primary, port, path, {});
		if (typeof reply !== 'string' && reply.status === 200) {
			const {data} = JSON.parse(reply.body) as {data: Record<string, string>};
			for (const [key, value] of Object.entries(data)) {
				machine.memory.set(entry + key, value);
			}
			klog(machine, `Registered to node: ${primary}`);
			return false;
		}
		klog(machine, `encountered error while registering to primary: ${failureOf(reply)}. Retrying in 1s.`);
		yield {until: machine.now + pause};
	}
	klog(machine, 'Timed out while registering to primary.');
	return true;
}

function failureOf(reply: Reply): string {
	return typeof reply === 'string' ? reply : `status ${reply.status}`;
}

const ok = (value: unknown): HttpAnswer => ({status: 200, body: JSON.stringify(value)});
const refused = (status: number, why: string): HttpAnswer => ({status, body: `${why}\n`});

function answer(machine: Machine, backend: number, request: HttpRequest): HttpAnswer {
	const {path, parameter} = queryOf(request);
	const [key, value] = [parameter('key'), parameter('value')];
	switch (path) {
		case '/register': {
			const host = parameter('host');
			klog(machine, `GET /register?host=${host}`);
			machine.memory.set(replicas, [...replicasOf(machine), host].join(' '));
			klog(machine, `Node '${host}' registered.`);
			return ok({data: storeOf(machine)});
		}
		case '/get':
			klog(machine, `GET /get?key=${key}`);
			return ok({data: key === '' ? storeOf(machine) : (machine.memory.get(entry + key) ?? '')});
		case '/set':
			klog(machine, `GET /set?key=${key}&value=${value}`);
			return key === '' ? refused(400, 'cannot set with empty key.') : set(machine, backend, key, value);
		case '/guestbook':
			return passOn(machine, backend, {cmd: parameter('cmd').toLowerCase(), key, value});
		default:
			return refused(404, '404 page not found');
	}
}

function replicasOf({memory}: Machine): string[] {
	return (memory.get(replicas) ?? '').split(' ').filter(host => host !== '');
}

function storeOf({memory}: Machine): Record<string, string> {
	const entries = [...memory].filter(([name]) => name.startsWith(entry));
	return Object.fromEntries(entries.map(([name, value]) => [name.slice(entry.length), value]));
}

function pathOf(cmd: string, key: string, value: string): string {
	return `/${cmd}?${new URLSearchParams({key, value})}`;
}

function set(machine: Machine, backend: number, key: string, value: string): HttpAnswer {
	machine.memory.set(entry + key, value);
	for (const replica of replicasOf(machine)) {
		const reply = machine.network.get(replica, backend, pathOf('set', key, value), {});
		if (typeof reply === 'string') {
			return refused(417, `encountered error while propagating to replica '${replica}': ${reply}`);
		}
	}
	return ok({message: 'Updated'});
}

/** The frontend has the primary write, and a replica read. */
function passOn(
	machine: Machine,
	backend: number,
	{cmd, key, value}: {readonly cmd: string; readonly key: string; readonly value: string},
): HttpAnswer {
	klog(machine, `GET /guestbook?cmd=${cmd}&key=${key}&value=${value}`);
	if (cmd !== 'get' && cmd !== 'set') {
		return refused(400, `unsupported cmd: '${cmd}'`);
	}
	if (cmd === 'set' && key === '') {
		return refused(400, 'cannot set with empty key.');
	}
	const host = cmd === 'get' ? 'agnhost-replica' : 'agnhost-primary';
	const reply = machine.network.get(host, backend, pathOf(cmd, key, value), {});
	return typeof reply === 'string' ? refused(417, `encountered error: ${reply}`) : {status: 200, body: reply.body};
}
