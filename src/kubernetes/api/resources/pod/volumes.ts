/** Volumes and what they are made of. */
import type {PersistentVolumeClaimTemplate} from '../../../../api/core-v1/claims.ts';
import type {DownwardAPIVolumeSource} from '../../../../api/core-v1/projected-volumes.ts';
import type {HostPathVolumeSource, Volume, volumeSourceFields} from '../../../../api/core-v1/volumes.ts';
import {type FieldError, fieldErrors} from '../../../../apimachinery/field-error.ts';
import {isDns1123Label, isDns1123Subdomain} from '../../../../apimachinery/formats.ts';
import {parseQuantity} from '../../../../apimachinery/quantity.ts';
import {validateAnnotations, validateLabels} from '../../../../apimachinery/validation.ts';
import {validateClaimSpec} from '../claim-validation.ts';
import {invalidEach, validateDescendingPath, validateFileMode, validateNoBacksteps} from './paths.ts';
import {validateProjected} from './projected-volumes.ts';
import {validatePullPolicy} from './pull-policy.ts';
import {validateDownwardApiFile, validateItems} from './volume-files.ts';

const {invalid, required, duplicate, forbidden, notSupported} = fieldErrors;

type Source = keyof typeof volumeSourceFields;

/** Where a volume stands and whose it is. */
export interface VolumeContext {
	readonly field: string;
	/** The Pod's name; undefined in a template. */
	readonly podName: string | undefined;
	readonly resourceIsPod: boolean;
}

/** The order in which upstream looks at the sources: of several, the first is taken and the others are refused. */
const sourceOrder: readonly Source[] = [
	'emptyDir',
	'hostPath',
	'gitRepo',
	'gcePersistentDisk',
	'awsElasticBlockStore',
	'secret',
	'nfs',
	'iscsi',
	'glusterfs',
	'flocker',
	'persistentVolumeClaim',
	'rbd',
	'cinder',
	'cephfs',
	'quobyte',
	'downwardAPI',
	'fc',
	'flexVolume',
	'configMap',
	'azureFile',
	'vsphereVolume',
	'photonPersistentDisk',
	'portworxVolume',
	'azureDisk',
	'storageos',
	'projected',
	'scaleIO',
	'csi',
	'ephemeral',
	'image',
];

const ranks = new Map(sourceOrder.map((source, rank) => [source, rank]));

/** The volumes that are well formed, by name, and what is wrong with the others. */
export function validateVolumes(
	volumes: readonly Volume[] | undefined,
	context: VolumeContext,
): {valid: ReadonlyMap<string, Volume>; errors: FieldError[]} {
	const valid = new Map<string, Volume>();
	const errors: FieldError[] = [];
	const made = new Set<string>();
	for (const volume of volumes ?? []) {
		if (context.podName && volume.ephemeral) {
			made.add(`${context.podName}-${volume.name}`);
		}
	}
	(volumes ?? []).forEach((volume, index) => {
		const field = `${context.field}[${index}]`;
		const wrong = validateSource(volume, {...context, field});
		const name = volume.name ?? '';
		wrong.push(...(name ? invalidEach(`${field}.name`, name, isDns1123Label(name)) : [required(`${field}.name`)]));
		if (valid.has(name)) {
			wrong.push(duplicate(`${field}.name`, name));
		}
		if (wrong.length === 0) {
			valid.set(name, volume);
		}
		errors.push(...wrong);
		const claim = volume.persistentVolumeClaim?.claimName;
		if (claim && made.has(claim)) {
			const message = 'must not reference a PVC that gets created for an ephemeral volume';
			errors.push(invalid(`${field}.persistentVolumeClaim.claimName`, claim, message));
		}
	});
	return {valid, errors};
}

function validateSource(volume: Volume, context: VolumeContext): FieldError[] {
	const {field} = context;
	const [first, ...others] = sourcesOf(volume);
	if (!first) {
		return [required(field, 'must specify a volume type')];
	}
	const errors = validators[first]?.(volume, {...context, field: `${field}.${first}`}) ?? [];
	for (const other of others) {
		// Upstream misspells one of them.
		const name = other === 'downwardAPI' ? 'downwarAPI' : other === 'cephfs' ? 'cephFS' : other;
		errors.push(forbidden(`${field}.${name}`, 'may not specify more than 1 volume type'));
	}
	if (first === 'ephemeral' && context.podName && volume.name) {
		const claim = `${context.podName}-${volume.name}`;
		for (const message of isDns1123Subdomain(claim)) {
			errors.push(invalid(`${field}.name`, volume.name, `PVC name ${JSON.stringify(claim)}: ${message}`));
		}
	}
	return errors;
}

/** The sources that a volume names, in upstream's order. */
function sourcesOf(volume: Volume): Source[] {
	const named: Source[] = [];
	for (const key in volume) {
		if (ranks.has(key as Source) && volume[key as Source] !== undefined) {
			named.push(key as Source);
		}
	}
	return named.length > 1 ? named.sort((a, b) => ranks.get(a)! - ranks.get(b)!) : named;
}

type SourceValidator = (volume: Volume, context: VolumeContext) => FieldError[];

/** A folder or file of a node, as Pods and volumes name it. */
export function validateHostPath({path, type}: HostPathVolumeSource, field: string): FieldError[] {
	if (!path) {
		return [required(`${field}.path`)];
	}
	const known = type === undefined || volumeHostPathTypes.includes(type);
	return [
		...validateNoBacksteps(path, `${field}.path`),
		...(known ? [] : [notSupported(`${field}.type`, type, volumeHostPathTypes)]),
	];
}

/** Sources that need a device or a vendor's driver are stored as they are: nothing here could mount them. */
const validators: Partial<Record<Source, SourceValidator>> = {
	emptyDir({emptyDir}, {field}) {
		const {sizeLimit} = emptyDir!;
		const negative = sizeLimit !== undefined && parseQuantity(sizeLimit).nanos < 0n;
		return negative ? [forbidden(`${field}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')] : [];
	},
	hostPath: ({hostPath}, {field}) => validateHostPath(hostPath!, field),
	gitRepo({gitRepo}, {field}) {
		return [
			...(gitRepo!.repository ? [] : [required(`${field}.repository`)]),
			...validateDescendingPath(gitRepo!.directory ?? '', `${field}.directory`),
		];
	},
	secret({secret}, {field}) {
		return [
			...(secret!.secretName ? [] : [required(`${field}.secretName`)]),
			...validateFileMode(secret!.defaultMode, `${field}.defaultMode`),
			...validateItems(secret!.items, `${field}.items`),
		];
	},
	configMap({configMap}, {field}) {
		return [
			...(configMap!.name ? [] : [required(`${field}.name`)]),
			...validateFileMode(configMap!.defaultMode, `${field}.defaultMode`),
			...validateItems(configMap!.items, `${field}.items`),
		];
	},
	nfs({nfs}, {field}) {
		const {server, path = ''} = nfs!;
		return [
			...(server ? [] : [required(`${field}.server`)]),
			...(path ? [] : [required(`${field}.path`)]),
			...(path.startsWith('/') ? [] : [invalid(`${field}.path`, path, 'must be an absolute path')]),
		];
	},
	persistentVolumeClaim({persistentVolumeClaim}, {field}) {
		return persistentVolumeClaim!.claimName ? [] : [required(`${field}.claimName`)];
	},
	downwardAPI: ({downwardAPI}, {field}) => validateDownwardApi(downwardAPI!, field),
	projected: ({projected}, {field}) => validateProjected(projected, field),
	csi({csi}, {field}) {
		const {driver, nodePublishSecretRef} = csi!;
		const errors: FieldError[] = [];
		if (!driver) {
			errors.push(required(`${field}.driver`));
		} else if (driver.length > 63) {
			errors.push(fieldErrors.tooLong(`${field}.driver`, 63));
		} else {
			const lower = driver.toLowerCase();
			errors.push(...invalidEach(`${field}.driver`, driver, isDns1123Subdomain(lower)));
		}
		if (nodePublishSecretRef && !nodePublishSecretRef.name) {
			errors.push(required(`${field}.nodePublishSecretRef.name`));
		}
		return errors;
	},
	ephemeral({ephemeral}, {field}) {
		const template = ephemeral!.volumeClaimTemplate;
		return template
			? validateClaimTemplate(template, `${field}.volumeClaimTemplate`)
			: [required(`${field}.volumeClaimTemplate`)];
	},
	image({image}, {field, resourceIsPod}) {
		return [
			...(resourceIsPod && !image!.reference ? [required(`${field}.reference`)] : []),
			...validatePullPolicy(image!.pullPolicy, `${field}.pullPolicy`),
		];
	},
};

const volumeHostPathTypes = [
	'',
	'BlockDevice',
	'CharDevice',
	'Directory',
	'DirectoryOrCreate',
	'File',
	'FileOrCreate',
	'Socket',
];

function validateClaimTemplate(template: PersistentVolumeClaimTemplate, field: string): FieldError[] {
	const {labels, annotations, ...others} = template.metadata ?? {};
	return [
		...validateAnnotations(annotations, `${field}.metadata.annotations`),
		...validateLabels(labels, `${field}.metadata.labels`),
		...Object.keys(others).map(key => forbidden(`${field}.metadata.${key}`, 'cannot be set')),
		...validateClaimSpec(template.spec, `${field}.spec`),
	];
}

function validateDownwardApi({defaultMode, items}: DownwardAPIVolumeSource, field: string): FieldError[] {
	return [
		...validateFileMode(defaultMode, `${field}.defaultMode`),
		...(items ?? []).flatMap(item => validateDownwardApiFile(item, field)),
	];
}
