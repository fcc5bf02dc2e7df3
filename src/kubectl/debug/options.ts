/** What a call of `kubectl debug` asks for (kubectl pkg/cmd/debug/debug.go Complete and Validate). */
import type {Container} from '../../api/core-v1/container.ts';
import {CommandError, type Invocation} from '../command.ts';
import {isImageReference} from '../image-reference.ts';
import {customProfileFrom} from './custom-profile.ts';
import {type Profile, profileNamed} from './profiles.ts';

export interface DebugOptions {
	/** The words before `--`: what is debugged. */
	readonly targets: readonly string[];
	/** The words after `--`: what the debugger runs. */
	readonly words: readonly string[];
	readonly attach: boolean;
	readonly container: string;
	readonly copyTo: string;
	readonly env: Container['env'];
	readonly image: string;
	readonly pullPolicy: string;
	readonly quiet: boolean;
	readonly replace: boolean;
	readonly sameNode: boolean;
	readonly setImages: ReadonlyMap<string, string>;
	/** Absent where the line does not say. */
	readonly shareProcesses?: boolean;
	readonly stdin: boolean;
	readonly target: string;
	readonly tty: boolean;
	readonly argsOnly: boolean;
	readonly profile: Profile;
	/** Part of a container, merged into the debugger. */
	readonly custom?: Partial<Container>;
}

/** Reads the line; says what will be targeted. @throws CommandError */
export function readDebugOptions(invocation: Invocation): DebugOptions {
	const {io, args, argsBeforeDash: dash, flags} = invocation;
	const split = dash >= 0 && args.length > dash ? dash : args.length;
	const env = [...flags.pairs('env')].map(([name, value]) => ({name, ...(value !== '' && {value})}));
	const profile = profileNamed(flags.string('profile'), {
		labels: flags.bool('keep-labels'),
		annotations: flags.bool('keep-annotations'),
		liveness: flags.bool('keep-liveness'),
		readiness: flags.bool('keep-readiness'),
		startup: flags.bool('keep-startup'),
		initContainers: flags.bool('keep-init-containers'),
	});
	const file = flags.string('custom');
	const custom = file === '' ? undefined : customProfileFrom(file, io);
	const options: DebugOptions = {
		targets: args.slice(0, split),
		words: args.slice(split),
		attach: flags.has('attach') ? flags.bool('attach') : flags.bool('stdin'),
		container: flags.string('container'),
		copyTo: flags.string('copy-to'),
		env,
		image: flags.string('image'),
		pullPolicy: flags.string('image-pull-policy'),
		quiet: flags.bool('quiet'),
		replace: flags.bool('replace'),
		sameNode: flags.bool('same-node'),
		setImages: flags.pairs('set-image'),
		...(flags.has('share-processes') && {shareProcesses: flags.bool('share-processes')}),
		stdin: flags.bool('stdin'),
		target: flags.string('target'),
		tty: flags.bool('tty'),
		argsOnly: flags.bool('arguments-only'),
		profile,
		...(custom && {custom}),
	};
	check(options, invocation);
	return options;
}

const pullPolicies = ['', 'Always', 'IfNotPresent', 'Never'];
const ownFields = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'] as const;

function check(options: DebugOptions, {io, flags}: Invocation): void {
	const {image, container, pullPolicy, setImages, target, custom} = options;
	if (options.attach && flags.has('attach') && image === '' && container === '') {
		fail('you must specify --container or create a new container using --image in order to attach.');
	}
	checkCopy(options);
	if (image !== '' && !isImageReference(image)) {
		fail(`invalid image name ${JSON.stringify(image)}: invalid reference format`);
	}
	if (options.targets.length === 0 && flags.strings('filename').length === 0) {
		fail('NAME or filename is required for debug');
	}
	if (!pullPolicies.includes(pullPolicy)) {
		fail(`invalid image pull policy: ${pullPolicy}`);
	}
	for (const [name, each] of setImages) {
		if (!isImageReference(each)) {
			const [quoted, of] = [each, name].map(text => JSON.stringify(text));
			fail(`invalid image name ${quoted} for container ${of}: invalid reference format`);
		}
	}
	if (target !== '' && options.copyTo !== '') {
		fail('--target is incompatible with --copy-to. Use --share-processes instead.');
	}
	if (target !== '' && !options.quiet) {
		io.out(
			`Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
		);
	}
	if (options.tty && !options.stdin) {
		fail('-i/--stdin is required for containers with -t/--tty=true');
	}
	if (custom && ownFields.some(field => Object.keys(custom[field] ?? {}).length > 0)) {
		fail('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
	}
	if (flags.string('profile') === 'legacy') {
		io.err(
			'--profile=legacy is deprecated and planned to be removed in v1.39. It is recommended to specify other profile, for example "--profile=general".\n',
		);
	}
	function fail(message: string): never {
		throw new CommandError(message);
	}
}

/** Flags that make sense for copies alone, and what copies need. */
function checkCopy({copyTo, image, setImages, words, container, replace, sameNode}: DebugOptions): void {
	const problem =
		copyTo === ''
			? replace
				? '--replace may only be used with --copy-to.'
				: sameNode
					? '--same-node may only be used with --copy-to.'
					: setImages.size > 0
						? '--set-image may only be used with --copy-to.'
						: image === ''
							? 'you must specify --image when not using --copy-to.'
							: undefined
			: image === '' && setImages.size === 0 && words.length === 0
				? 'you must specify --image, --set-image or command arguments.'
				: words.length > 0 && container === '' && image === ''
					? 'you must specify an existing container or a new image when specifying args.'
					: undefined;
	if (problem !== undefined) {
		throw new CommandError(problem);
	}
}
