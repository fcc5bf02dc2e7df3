import {describe, expect, it} from 'vitest';
import {configMaps} from '../../../../src/kubernetes/api/resources/config-maps.ts';
import {events} from '../../../../src/kubernetes/api/resources/events.ts';
import {eventsK8sIo} from '../../../../src/kubernetes/api/resources/events-k8s-io.ts';
import {secrets} from '../../../../src/kubernetes/api/resources/secrets.ts';
import {serviceAccounts} from '../../../../src/kubernetes/api/resources/service-accounts.ts';
import {refusal, registryWith} from './fixture.ts';

describe('ConfigMaps', () => {
	it('count their keys', () => {
		const {create, row} = registryWith(configMaps);
		const made = create(configMaps, {data: {a: '1', b: '2'}, binaryData: {c: 'AAE='}});
		expect(row(configMaps, made).Data).toBe(3);
	});

	it('refuse keys that cannot be files', () => {
		const {create} = registryWith(configMaps);
		expect(refusal(() => create(configMaps, {data: {'a/b': ''}}))).toContain('data[a/b]: Invalid value: "a/b"');
	});

	it('stay as they are once they are immutable', () => {
		const {create, update} = registryWith(configMaps);
		create(configMaps, {data: {a: '1'}, immutable: true});
		const message = 'data: Forbidden: field is immutable when `immutable` is set';
		expect(refusal(() => update(configMaps, 'it', old => ({...old, data: {a: '2'}})))).toContain(message);
	});
});

describe('Secrets', () => {
	it('keep text as base64', () => {
		const {create} = registryWith(secrets);
		const secret = create(secrets, {stringData: {password: 'grüße'}, data: {user: 'YQ=='}});
		expect(secret).toMatchObject({type: 'Opaque', data: {password: 'Z3LDvMOfZQ==', user: 'YQ=='}});
		expect(secret.stringData).toBeUndefined();
	});

	it.each([
		['kubernetes.io/tls', 'data[tls.crt]: Required value'],
		['kubernetes.io/basic-auth', 'data[username]: Required value'],
		['kubernetes.io/dockerconfigjson', 'data[.dockerconfigjson]: Required value'],
	])('of the type %s need their keys', (type, message) => {
		const {create} = registryWith(secrets);
		expect(refusal(() => create(secrets, {type}))).toContain(message);
	});

	it('keep their type', () => {
		const {create, update} = registryWith(secrets);
		create(secrets, {});
		const change = () => update(secrets, 'it', old => ({...old, type: 'mine'}));
		expect(refusal(change)).toContain('type: Invalid value: "mine": field is immutable');
	});
});

describe('service accounts', () => {
	it('know secrets by their name alone', () => {
		const {create} = registryWith(serviceAccounts);
		const account = create(serviceAccounts, {secrets: [{name: 'token', namespace: 'elsewhere'}]});
		expect(account.secrets).toEqual([{name: 'token'}]);
	});
});

describe('Events', () => {
	const about = {kind: 'Pod', namespace: 'default', name: 'web', fieldPath: 'spec.containers{nginx}'};

	it('are listed with when, what and about whom', () => {
		const {clock, create, row} = registryWith(events);
		const event = create(events, {
			involvedObject: about,
			type: 'Warning',
			reason: 'BackOff',
			message: 'Back-off restarting failed container\n',
			source: {component: 'kubelet', host: 'worker-1'},
			firstTimestamp: '2026-01-01T00:00:00Z',
			lastTimestamp: '2026-01-01T00:01:00Z',
			count: 4,
		});
		clock.advanceTo(clock.now + 90_000);
		expect(row(events, event)).toEqual({
			'Last Seen': '30s',
			Type: 'Warning',
			Reason: 'BackOff',
			Object: 'pod/web',
			Subobject: 'spec.containers{nginx}',
			Source: 'kubelet, worker-1',
			Message: 'Back-off restarting failed container',
			'First Seen': '90s',
			Count: 4,
			Name: 'it',
		});
	});

	it('of the newer form count as one, seen when they happened', () => {
		const {clock, create, row} = registryWith(events);
		const event = create(events, {
			involvedObject: about,
			eventTime: '2026-01-01T00:00:00.000000Z',
			reportingComponent: 'default-scheduler',
			reportingInstance: 'default-scheduler-control-plane',
			action: 'Binding',
			reason: 'Scheduled',
		});
		clock.advanceTo(clock.now + 5000);
		expect(row(events, event)).toMatchObject({'Last Seen': '5s', 'First Seen': '5s', Count: 1});
		expect(event).toMatchObject({firstTimestamp: null, lastTimestamp: null, source: {}});
	});

	it('stand in the namespace of their object', () => {
		const {create} = registryWith(events);
		const elsewhere = {...about, namespace: 'other'};
		expect(refusal(() => create(events, {involvedObject: elsewhere}))).toContain(
			'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
		);
	});
});

describe('Events as events.k8s.io has them', () => {
	it('are the core ones with other names, there and back', () => {
		const {create} = registryWith(events);
		const stored = create(events, {
			involvedObject: {kind: 'Pod', namespace: 'default', name: 'web'},
			message: 'Started container nginx',
			reason: 'Started',
			count: 2,
		});
		const shown = eventsK8sIo.view!.fromStored(stored);
		expect(shown).toMatchObject({
			apiVersion: 'events.k8s.io/v1',
			regarding: {kind: 'Pod', name: 'web'},
			note: 'Started container nginx',
			deprecatedCount: 2,
			reportingController: '',
		});
		expect(eventsK8sIo.view!.toStored(shown)).toEqual(stored);
		expect(Object.keys(eventsK8sIo.fields!)).toContain('regarding.name');
	});
});
