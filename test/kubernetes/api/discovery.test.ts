import {expect, it, test} from 'vitest';
import {ControlPlane} from './managed-fields-fixture.ts';

interface Resource {
	readonly name: string;
	readonly verbs: readonly string[];
	readonly storageVersionHash?: string;
}

const cluster = new ControlPlane();
const resourcesOf = (path: string) => {
	const {resources} = cluster.handle('GET', path).body as {readonly resources: readonly Resource[]};
	return new Map(resources.map(resource => [resource.name, resource]));
};

// What a real server answers; an events.k8s.io Event is stored as the core API's, autoscalers in version 2.
test.each([
	['/api/v1', 'pods', 'xPOwRZ+Yhw8='],
	['/api/v1', 'events', 'r2yiGXH7wu8='],
	['/apis/events.k8s.io/v1', 'events', 'r2yiGXH7wu8='],
	['/apis/apps/v1', 'deployments', '8aSe+NMegvE='],
	['/apis/autoscaling/v1', 'horizontalpodautoscalers', 'qwQve8ut294='],
	['/apis/autoscaling/v2', 'horizontalpodautoscalers', 'qwQve8ut294='],
])('%s %s is stored in the version that upstream stores it in', (path, name, hash) => {
	expect(resourcesOf(path).get(name)!.storageVersionHash).toBe(hash);
});

it('says of what is only asked that nothing of it is stored', () => {
	const review = resourcesOf('/apis/authorization.k8s.io/v1').get('subjectaccessreviews')!;
	expect(review).toMatchObject({verbs: ['create']});
	expect(review).not.toHaveProperty('storageVersionHash');
});

it('prefers the newest version of a group', () => {
	const {body} = cluster.handle('GET', '/apis/autoscaling');
	expect(body).toMatchObject({
		preferredVersion: {version: 'v2'},
		versions: [{groupVersion: 'autoscaling/v2'}, {groupVersion: 'autoscaling/v1'}],
	});
});

it('in its aggregated form is told by its type, and leaves out the group that a resource stands in', () => {
	const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
	const {body, contentType} = cluster.handle('GET', '/apis', undefined, {accept});
	expect(contentType).toBe('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
	const {items} = body as {items: readonly {metadata: {name: string}; versions: readonly {resources: unknown[]}[]}[]};
	const apps = items.find(({metadata}) => metadata.name === 'apps')!;
	expect(apps.versions[0]!.resources).toContainEqual(
		expect.objectContaining({
			resource: 'deployments',
			responseKind: {group: '', version: '', kind: 'Deployment'},
			subresources: [
				{
					subresource: 'scale',
					responseKind: {group: 'autoscaling', version: 'v1', kind: 'Scale'},
					verbs: ['get', 'patch', 'update'],
				},
				expect.objectContaining({subresource: 'status'}),
			],
		}),
	);
});
