import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {bodySchema, kinds} from '../../../src/api/kinds.ts';
import {DeleteOptions} from '../../../src/api/meta-v1.ts';
import {decode} from '../../../src/apimachinery/decode.ts';
import {decodeProtobuf, ProtobufError} from '../../../src/apimachinery/protobuf/decode.ts';
import {
	any,
	bool,
	int32,
	int64,
	list,
	type Message,
	map,
	messagesOf,
	optional,
	string,
} from '../../../src/apimachinery/schema.ts';
import {arbitraryObject} from '../../support/arbitrary-objects.ts';
import {block, encodeProtobuf, varint} from '../../support/protobuf.ts';

const read = (base64: string) => decodeProtobuf(Buffer.from(base64, 'base64'), bodySchema);

describe('what kubectl 1.36 sends', () => {
	it('create deployment web --image=nginx:1.27 --replicas=3 --port=80', () => {
		const body =
			'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50Er0BCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEosBCAMSDAoKCgNhcHASA3dlYhpxChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViElESMwoFbmdpbngSCm5naW54OjEuMjcqADIKCgAQABhQIgAqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAoADgAGgAiAA==';
		expect(read(body)).toEqual({
			apiVersion: 'apps/v1',
			kind: 'Deployment',
			metadata: {name: 'web', labels: {app: 'web'}},
			spec: {
				replicas: 3,
				selector: {matchLabels: {app: 'web'}},
				template: {
					metadata: {labels: {app: 'web'}},
					spec: {containers: [{name: 'nginx', image: 'nginx:1.27', ports: [{containerPort: 80}], resources: {}}]},
				},
				strategy: {},
			},
			status: {},
		});
	});

	it('create service clusterip svc --tcp=80:8080', () => {
		const body =
			'azhzAAoNCgJ2MRIHU2VydmljZRJpCh8KA3N2YxIAGgAiACoAMgA4AEIAWgoKA2FwcBIDc3ZjEkIKGwoHODAtODA4MBIDVENQGFAiBwgAEJA/GgAoABIKCgNhcHASA3N2YxoAIglDbHVzdGVySVA6AEIAUgBaAGAAaAAaAgoAGgAiAA==';
		expect(read(body)).toEqual({
			apiVersion: 'v1',
			kind: 'Service',
			metadata: {name: 'svc', labels: {app: 'svc'}},
			spec: {
				ports: [{name: '80-8080', protocol: 'TCP', port: 80, targetPort: 8080}],
				selector: {app: 'svc'},
				type: 'ClusterIP',
			},
			status: {loadBalancer: {}},
		});
	});

	it('create secret generic s1 --from-literal=a=b', () => {
		const body = 'azhzAAoMCgJ2MRIGU2VjcmV0Eh4KEgoCczESABoAIgAqADIAOABCABIGCgFhEgFiGgAaACIA';
		expect(read(body)).toEqual({apiVersion: 'v1', kind: 'Secret', metadata: {name: 's1'}, data: {a: 'Yg=='}});
	});

	it('create poddisruptionbudget p --selector=app=web --min-available=50%', () => {
		const body =
			'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSOgoRCgFwEgAaACIAKgAyADgAQgASGQoJCAEQABoDNTAlEgwKCgoDYXBwEgN3ZWIaCggAGAAgACgAMAAaACIA';
		expect(read(body)).toEqual({
			apiVersion: 'policy/v1',
			kind: 'PodDisruptionBudget',
			metadata: {name: 'p'},
			spec: {minAvailable: '50%', selector: {matchLabels: {app: 'web'}}},
			status: {currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0},
		});
	});
});

it('gives what the same object gives as JSON, for every kind', () => {
	for (const {group, version, kind, message} of kinds) {
		const named = {apiVersion: group === '' ? version : `${group}/${version}`, kind};
		fc.assert(
			fc.property(arbitraryObject(message), fields => {
				const object = {...named, ...fields};
				const canonical = decode(message, object).value;
				expect(decode(message, decodeProtobuf(encodeProtobuf(message, object), bodySchema)).value).toEqual(canonical);
			}),
			{numRuns: 20},
		);
	}
});

describe('a message', () => {
	const message = messagesOf('test');
	const Inner = message('Inner', '', {on: optional(1, bool, ''), name: optional(2, string, '')});
	const Thing = message('Thing', '', {
		size: optional(1, int64, ''),
		counts: optional(2, list(int32), ''),
		extra: optional(3, map(list(string)), ''),
		data: optional(4, any, ''),
		inner: optional(5, {kind: 'message', message: () => Inner}, ''),
	});
	const decodeThing = (...raw: number[][]) => {
		const head = [...block(1, Buffer.from('v1')), ...block(2, Buffer.from('Thing'))];
		const bytes = [...Buffer.from('k8s\0'), ...block(1, head), ...block(2, raw.flat())];
		return decodeProtobuf(Uint8Array.from(bytes), () => Thing);
	};
	const named = {apiVersion: 'v1', kind: 'Thing'};

	it.each([
		['a small number', 300n, 300],
		['a negative one', -1n, -1],
		['the largest', 2n ** 63n - 1n, Number(2n ** 63n - 1n)],
		['the nearest to one beyond 2^53, as JSON.parse gives it', 3546343826724305833n, JSON.parse('3546343826724305833')],
	])('holds %s', (_, value, read) => {
		expect(decodeThing([8, ...varint(value)])).toEqual({...named, size: read});
	});

	it('takes numbers one by one and packed', () => {
		expect(decodeThing([16, 1], [16, 2], block(2, [3, ...varint(-4n)]))).toEqual({...named, counts: [1, 2, 3, -4]});
	});

	it('reads lists in a map as messages of their items', () => {
		const entry = [...block(1, Buffer.from('k')), ...block(2, [...block(1, [97]), ...block(1, [98])])];
		expect(decodeThing(block(3, entry))).toEqual({...named, extra: {k: ['a', 'b']}});
	});

	it('comes in pieces that are put together', () => {
		expect(decodeThing(block(5, [8, 1]), block(5, block(2, [97])))).toEqual({...named, inner: {on: true, name: 'a'}});
	});

	it('may have fields that nobody knows', () => {
		const unknown = [[80, 1], block(11, [1, 2]), [97, 0, 0, 0, 0, 0, 0, 0, 0], [101, 0, 0, 0, 0]];
		expect(decodeThing(...unknown, [8, 5])).toEqual({...named, size: 5});
	});

	it.each<[string, number[], string]>([
		['ends too early', [8], 'unexpected EOF'],
		['has a field longer than itself', [18, 100, 1], 'unexpected EOF'],
		['has a value of another type', block(1, [1]), 'proto: wrong wireType = 2 for field Size'],
		['ends a group', [12], 'proto: Thing: wiretype end group for non-group'],
		['has a field without a number', [0, 0], 'proto: Thing: illegal tag 0 (wire type 0)'],
		['has a number without an end', [8, ...Array<number>(11).fill(255)], 'proto: integer overflow'],
		['has a negative length', [18, ...varint(-1n)], 'proto: negative length found during unmarshaling'],
	])('is refused where it %s', (_, raw, why) => {
		expect(() => decodeThing(raw)).toThrow(`Thing in version "v1" cannot be handled as a Thing: ${why}`);
	});

	it('is refused where it holds itself without end', () => {
		const Endless: Message = message('Endless', '', {more: optional(1, {kind: 'message', message: () => Endless}, '')});
		let nested: number[] = [];
		for (let depth = 0; depth < 1000; depth++) {
			nested = block(1, nested);
		}
		const bytes = [...Buffer.from('k8s\0'), ...block(1, block(2, [69])), ...block(2, nested)];
		expect(() => decodeProtobuf(Uint8Array.from(bytes), () => Endless)).toThrow('exceeded max depth');
	});
});

describe('a body', () => {
	it.each([
		['that is empty', '', 'the object provided is unrecognized: empty data (<empty>)'],
		['that is something else', '{}', /expected prefix \[107 56 115 0\] \(7b7d\)$/],
		['that is only the first bytes', 'k8s\0', 'the object provided is unrecognized: empty body (6b387300)'],
		['whose envelope is broken', 'k8s\0\n\x7f', 'the object provided is unrecognized: unexpected EOF (6b3873000a7f)'],
	])('%s is refused', (_, text, message) => {
		expect(() => decodeProtobuf(Buffer.from(text, 'latin1'), bodySchema)).toThrow(message);
	});

	it('of a kind that nobody knows is named, for the server to refuse', () => {
		const body = Buffer.from('azhzAAoMCgJ2MRIGV2lkZ2V0EgA=', 'base64');
		expect(decodeProtobuf(body, bodySchema)).toEqual({apiVersion: 'v1', kind: 'Widget'});
	});

	it('of a kind that every group has is read in each of them', () => {
		const object = {apiVersion: 'apps/v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, propagationPolicy: 'Orphan'};
		expect(decodeProtobuf(encodeProtobuf(DeleteOptions, object), bodySchema)).toEqual(object);
	});

	it('of any bytes gives an object or a ProtobufError', () => {
		const start = Buffer.from('azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50', 'base64');
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 60}), raw => {
				try {
					decodeProtobuf(Uint8Array.from([...start, ...block(2, raw)]), bodySchema);
				} catch (error) {
					expect(error).toBeInstanceOf(ProtobufError);
				}
			}),
		);
	});
});
