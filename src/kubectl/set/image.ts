/** `kubectl set image` (kubectl pkg/cmd/set/set_image.go). */
import type {Container} from '../../api/core-v1/container.ts';
import {recordFlag} from '../change-cause.ts';
import {Client} from '../client.ts';
import {type Command, CommandError, type Invocation} from '../command.ts';
import {noFiles} from '../common-flags.ts';
import {dryRunOf} from '../dry-run.ts';
import {throwAll} from '../errors.ts';
import {parsePairs, resourcesAndPairs} from '../pairs.ts';
import {updateContainers, updatePodSpec} from '../pod-spec-edit.ts';
import {findToSet, requireServer, runSet, setFlags} from './run-set.ts';

export const setImage: Command = {
	name: 'image',
	usage: 'image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N',
	short: 'Update the image of a pod template',
	long: 'Gives containers another image, by their names; * is all of them.',
	examples: [
		['One container of a Deployment', 'kubectl set image deployment/web nginx=nginx:1.28'],
		['Every container of every DaemonSet', "kubectl set image daemonsets --all '*=nginx:1.28'"],
		['Only print what would come of it', 'kubectl set image -f web.yaml nginx=nginx:1.28 --local -o yaml'],
	],
	flags: [...setFlags, recordFlag],
	completes: 'resources',
	async run(invocation: Invocation) {
		const {io, args, flags} = invocation;
		const dryRun = dryRunOf(invocation);
		const {resources, pairs} = resourcesAndPairs(args, 'image');
		const {set: images} = parsePairs(pairs, 'image', false);
		const client = new Client(io);
		const infos = await findToSet(client, invocation, resources);
		const wrong: string[] = [];
		if (flags.bool('all') && flags.string('selector') !== '') {
			wrong.push('cannot set --all and --selector at the same time');
		}
		if (resources.length === 0 && noFiles(invocation)) {
			wrong.push('one or more resources must be specified as <resource> <name> or <resource>/<name>');
		}
		if (images.size === 0) {
			wrong.push('at least one image update is required');
		} else if (images.size > 1 && images.has('*')) {
			wrong.push(
				'all containers are already specified by *, but saw more than one container_name=container_image pairs',
			);
		}
		throwAll(wrong.map(message => new CommandError(message)));
		requireServer(invocation, dryRun);
		const errors: unknown[] = [];
		await runSet(client, invocation, infos, {
			dryRun,
			operation: 'image updated',
			failure: 'failed to patch image update to pod template:',
			errors,
			change: object =>
				updatePodSpec(object, spec => {
					const all = [...(spec.initContainers ?? []), ...spec.containers];
					for (const name of images.keys()) {
						if (name !== '*' && !all.some(container => container.name === name)) {
							errors.push(new CommandError(`error: unable to find container named ${JSON.stringify(name)}`));
						}
					}
					return updateContainers(spec, container => withImage(container, images));
				}),
		});
		return 0;
	},
};

function withImage(container: Container, images: ReadonlyMap<string, string>): Container {
	const image = images.get(container.name) ?? images.get('*');
	return image === undefined ? container : {...container, image};
}
