import {readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {expect, it} from 'vitest';
import type {Node} from '../../../src/api/core-v1/node.ts';
import type {KubernetesObject} from '../../../src/apimachinery/object.ts';
import {createLab} from './lab.ts';

interface Normalised {
	readonly objects: readonly {readonly metadata: {readonly name: string}; readonly status: unknown}[];
	readonly events: readonly {readonly object: string; readonly from: string}[];
}
interface Recording {
	readonly files: Readonly<Record<string, string>>;
	readonly steps: readonly Partial<Normalised>[];
}

const folder = new URL('../../recordings/', import.meta.url);
const {normaliseObjects} = (await import(new URL('normalise.mjs', folder).href)) as {
	normaliseObjects(objects: readonly KubernetesObject[], events: readonly KubernetesObject[]): Normalised;
};

it.each([
	['pod-create-inspect-delete', 'web.yaml'],
	['pod-two-containers', 'pair.yaml'],
	['pod-pending', 'pick.yaml'],
])('the Pod of %s has the status and the events that a real cluster gave it', (name, file) => {
	const recording = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Recording;
	const cluster = createLab();
	const node = cluster.client.get<Node>('nodes', '', 'worker-2')!;
	const labels = {...node.metadata.labels, gpu: 'true'};
	cluster.client.update('nodes', {...node, metadata: {...node.metadata, labels}});
	const manifest = load(recording.files[file]!) as KubernetesObject;
	const pod = {...manifest, metadata: {...manifest.metadata, namespace: 'default'}};
	cluster.client.create('pods', pod);
	cluster.advance(8000);
	const ours = normaliseObjects(cluster.client.list('pods', 'default'), cluster.client.list('events', 'default'));
	const settled = recording.steps.find(step => step.objects?.length) as Normalised;
	const ofKubelet = ({events}: Normalised) =>
		events.filter(event => event.object === `Pod/${pod.metadata.name}` && event.from === 'kubelet');
	expect(ours.objects[0]!.status).toEqual(
		settled.objects.find(({metadata}) => metadata.name === pod.metadata.name)!.status,
	);
	expect(ofKubelet(ours)).toEqual(ofKubelet(settled));
});
