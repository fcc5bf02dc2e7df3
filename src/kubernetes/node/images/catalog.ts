/** Which images exist, and what a registry answers where one does not. */
import {alpineBin, busyboxBin, debianBin, ubuntuBin} from '../programs/programs.ts';
import {agnhostImage, pictureImage} from './agnhost.ts';
import {alpineFiles, busyboxFiles, debianFiles, ubuntuFiles} from './debian.ts';
import {httpdImage} from './httpd.ts';
import {completeImage, digestOf, type Image, type ImageSketch} from './image.ts';
import {nginxImage} from './nginx.ts';
import {postgresImage} from './postgres.ts';
import {redisImage} from './redis.ts';
import {formatReference, type ImageReference, parseReference} from './reference.ts';
import {clusterImages, pauseImage} from './services.ts';

interface Repository {
	/** Tags, each with the version inside and the size in bytes. */
	readonly tags: Readonly<Record<string, readonly [version: string, size: number]>>;
	sketch(version: string, tag: string): ImageSketch;
}

const busybox: ImageSketch = {command: ['sh'], bin: busyboxBin, files: busyboxFiles};

function onDebian(sketch: ImageSketch): ImageSketch {
	return {...sketch, files: {...debianFiles, ...sketch.files}};
}

/** The same on Alpine: smaller, with busybox's programs. */
function onAlpine(sketch: ImageSketch): ImageSketch {
	const own = Object.fromEntries(Object.entries(sketch.bin).filter(([name, program]) => debianBin[name] !== program));
	return {...sketch, bin: {...alpineBin, ...own}, files: {...alpineFiles, ...sketch.files}};
}

/** On Alpine, with the programs that it brings itself. */
function onTests(sketch: ImageSketch): ImageSketch {
	return {...sketch, files: {...alpineFiles, ...sketch.files}};
}

function server(make: (version: string) => ImageSketch): Repository['sketch'] {
	return (version, tag) => (tag.includes('alpine') ? onAlpine : onDebian)(make(version));
}

const repositories: Readonly<Record<string, Repository>> = {
	'docker.io/library/nginx': {
		tags: {
			'1.25': ['1.25.5', 71_005_258],
			'1.26': ['1.26.3', 72_195_292],
			'1.27': ['1.27.5', 72_404_038],
			'1.28': ['1.28.0', 72_337_430],
			'1.29': ['1.29.3', 59_774_010],
			latest: ['1.29.3', 59_774_010],
		},
		sketch: server(nginxImage),
	},
	'docker.io/library/busybox': {
		tags: {
			'1.28': ['1.28.4', 727_978],
			'1.36': ['1.36.1', 2_223_686],
			'1.37': ['1.37.0', 2_223_659],
			latest: ['1.37.0', 2_223_659],
		},
		sketch: () => busybox,
	},
	'docker.io/library/alpine': {
		tags: {'3.21': ['3.21.5', 3_642_247], '3.22': ['3.22.2', 3_802_452], latest: ['3.22.2', 3_802_452]},
		sketch: () => ({command: ['/bin/sh'], bin: alpineBin, files: alpineFiles}),
	},
	'docker.io/library/debian': {
		tags: {
			'12': ['12.12', 48_494_260],
			bookworm: ['12.12', 48_494_260],
			latest: ['12.12', 48_494_260],
		},
		sketch: () => ({command: ['bash'], bin: debianBin, files: debianFiles}),
	},
	'docker.io/library/ubuntu': {
		tags: {
			'22.04': ['22.04', 29_536_798],
			'24.04': ['24.04', 29_724_688],
			latest: ['24.04', 29_724_688],
		},
		sketch: version => ({command: ['/bin/bash'], bin: ubuntuBin, files: ubuntuFiles(version)}),
	},
	'docker.io/library/postgres': {
		tags: {'15': ['15.14', 154_013_284], '16': ['16.10', 158_405_118], '17': ['17.6', 161_266_305]},
		sketch: server(postgresImage),
	},
	'docker.io/library/redis': {
		tags: {'7': ['7.4.5', 45_006_722], '7.4': ['7.4.5', 45_006_722]},
		sketch: server(redisImage),
	},
	'docker.io/library/httpd': {tags: {'2.4': ['2.4.65', 45_211_730]}, sketch: server(httpdImage)},
	'registry.k8s.io/e2e-test-images/agnhost': {
		tags: {
			'2.39': ['2.39', 50_804_420],
			'2.40': ['2.40', 51_155_161],
			'2.43': ['2.43', 53_123_370],
			'2.45': ['2.45', 53_385_710],
			'2.47': ['2.47', 53_512_304],
			'2.52': ['2.52', 54_012_845],
			'2.53': ['2.53', 54_101_232],
			'2.54': ['2.54', 54_188_417],
			'2.55': ['2.55', 54_320_871],
			'2.56': ['2.56', 54_387_110],
			'2.59': ['2.59', 54_503_410],
			'2.62.0': ['2.62.0', 54_611_232],
			'2.63.0': ['2.63.0', 54_702_018],
		},
		sketch: () => onTests(agnhostImage),
	},
	'registry.k8s.io/e2e-test-images/busybox': {
		tags: {'1.29-4': ['1.29.3', 732_685], '1.36.1-1': ['1.36.1', 2_154_711], '1.37.0-1': ['1.37.0', 2_155_010]},
		sketch: () => busybox,
	},
	'registry.k8s.io/e2e-test-images/nginx': {
		tags: {
			'1.14-4': ['1.14.2', 16_032_814],
			'1.15-4': ['1.15.12', 16_655_216],
			'1.27-0': ['1.27.5', 20_533_410],
		},
		sketch: version => onAlpine(nginxImage(version)),
	},
	'registry.k8s.io/e2e-test-images/kitten': {
		tags: {'1.7': ['1.7', 52_104_118], '1.8': ['1.8', 54_702_964]},
		sketch: () => onTests(pictureImage('kitten')),
	},
	'registry.k8s.io/e2e-test-images/nautilus': {
		tags: {'1.7': ['1.7', 52_104_301], '1.8': ['1.8', 54_703_120]},
		sketch: () => onTests(pictureImage('nautilus')),
	},
	'registry.k8s.io/e2e-test-images/httpd': {
		tags: {'2.4.38-4': ['2.4.38', 40_764_257], '2.4.39-4': ['2.4.39', 41_901_429]},
		sketch: version => onAlpine(httpdImage(version)),
	},
	'registry.k8s.io/pause': {
		tags: {
			'3.1': ['3.1', 317_164],
			'3.9': ['3.9', 321_520],
			'3.10': ['3.10', 320_368],
			'3.10.1': ['3.10.1', 320_448],
			'3.10.2': ['3.10.2', 320_512],
		},
		sketch: () => pauseImage,
	},
};

const made = new Map<string, Image>();

/** The image of a reference; undefined where there is none. */
export function findImage(reference: ImageReference): Image | undefined {
	const name = formatReference(reference);
	const known = made.get(name);
	if (known) {
		return known;
	}
	const image = makeImage(reference);
	if (image) {
		made.set(name, image);
	}
	return image;
}

function makeImage({domain, path, tag, digest}: ImageReference): Image | undefined {
	const name = `${domain}/${path}`;
	const repository = repositories[name];
	if (repository && tag !== undefined) {
		const entry = repository.tags[tag];
		const image = entry && completeImage(name, tag, entry[1], repository.sketch(entry[0], tag));
		return image && (digest === undefined || digest === `sha256:${digestOf(`${name}:${tag}`)}`) ? image : undefined;
	}
	if (repository) {
		const found = Object.keys(repository.tags).find(each => digest === `sha256:${digestOf(`${name}:${each}`)}`);
		return found === undefined ? undefined : makeImage({domain, path, tag: found});
	}
	const sketch = clusterImages[name.replace(/^quay\.io\//, 'docker.io/')];
	return sketch && tag !== undefined && /\d/.test(tag) ? completeImage(name, tag, 90_000_000, sketch) : undefined;
}

const named = new Map<string, Image | undefined>();

/** Finds an image by the text in a Pod; throws an ImageNameError where it names none. */
export function imageNamed(text: string): Image | undefined {
	if (!named.has(text)) {
		named.set(text, findImage(parseReference(text)));
	}
	return named.get(text);
}

/**
 * What containerd says when an image cannot be pulled (core/remotes/docker, resolver.go and authorizer.go). Kubernetes
 * puts the gRPC code before the errors that have one of their own.
 */
export function pullError(reference: ImageReference): string {
	const name = formatReference(reference);
	const {domain, path} = reference;
	const failed = `failed to pull and unpack image "${name}": failed to resolve reference "${name}": `;
	if (
		repositories[`${domain}/${path}`] ||
		clusterImages[`${domain}/${path}`] ||
		/(^|\.)(k8s\.io|gcr\.io|pkg\.dev)$/.test(domain)
	) {
		return `rpc error: code = NotFound desc = ${failed}${name}: not found`;
	}
	const version = reference.digest ?? reference.tag ?? 'latest';
	switch (domain) {
		case 'docker.io':
			return `${failed}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
		case 'quay.io':
			return `${failed}unexpected status from HEAD request to https://quay.io/v2/${path}/manifests/${version}: 401 UNAUTHORIZED`;
		case 'ghcr.io':
			return `${failed}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3A${encodeURIComponent(path)}%3Apull&service=ghcr.io: 403 Forbidden`;
		default: {
			const host = domain.replace(/:\d+$/, '');
			return `${failed}failed to do request: Head "https://${domain}/v2/${path}/manifests/${version}": dial tcp: lookup ${host} on 10.100.100.1:53: no such host`;
		}
	}
}
