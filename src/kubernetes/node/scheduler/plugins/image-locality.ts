/** ImageLocality: prefers nodes that have the Pod's images already (plugins/imagelocality/image_locality.go). */
import {maxNodeScore, type Plugin} from '../framework.ts';
import type {NodeInfo} from '../snapshot.ts';

const megabyte = 1024 * 1024;
const minThreshold = 23 * megabyte;
const maxContainerThreshold = 1000 * megabyte;

/** Names without a tag mean `:latest`. */
function normalizedImageName(name: string): string {
	return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}

function imageSize({node}: NodeInfo, image: string): number | undefined {
	return node.status.images?.find(({names}) => names?.includes(image))?.sizeBytes;
}

export const imageLocality: Plugin = {
	name: 'ImageLocality',
	weight: 1,
	prepareScore({pod, snapshot}) {
		const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
		const images = containers.map(({image}) => normalizedImageName(image ?? ''));
		const spread = new Map<string, number>();
		for (const image of new Set(images)) {
			spread.set(image, snapshot.nodes.filter(node => imageSize(node, image) !== undefined).length);
		}
		if ([...spread.values()].every(nodes => nodes === 0)) {
			return undefined;
		}
		const most = maxContainerThreshold * containers.length;
		return {
			score(node) {
				let sum = 0;
				for (const image of images) {
					const share = spread.get(image)! / snapshot.nodes.length;
					sum += Math.floor((imageSize(node, image) ?? 0) * share);
				}
				const bounded = Math.min(most, Math.max(minThreshold, sum));
				return Math.floor((maxNodeScore * (bounded - minThreshold)) / (most - minThreshold));
			},
		};
	},
};
