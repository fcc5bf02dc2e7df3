/** Volumes of a Pod, and where their content comes from. */
import {
	bool,
	defaulted,
	embedded,
	type Infer,
	map,
	messagesOf,
	optional,
	quantity,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {PersistentVolumeClaimTemplate} from './claims.ts';
import {
	ConfigMapVolumeSource,
	DownwardAPIVolumeSource,
	ProjectedVolumeSource,
	SecretVolumeSource,
} from './projected-volumes.ts';
import {LocalObjectReference} from './references.ts';
import {
	AWSElasticBlockStoreVolumeSource,
	AzureDiskVolumeSource,
	AzureFileVolumeSource,
	CephFSVolumeSource,
	CinderVolumeSource,
	FCVolumeSource,
	FlexVolumeSource,
	FlockerVolumeSource,
	GCEPersistentDiskVolumeSource,
	GitRepoVolumeSource,
	GlusterfsVolumeSource,
	ISCSIVolumeSource,
	PhotonPersistentDiskVolumeSource,
	PortworxVolumeSource,
	QuobyteVolumeSource,
	RBDVolumeSource,
	ScaleIOVolumeSource,
	StorageOSVolumeSource,
	VsphereVirtualDiskVolumeSource,
} from './vendor-volumes.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const HostPathVolumeSource = message('HostPathVolumeSource', 'A file or folder of the node itself.', {
	path: required(1, string, 'The path on the node.'),
	type: defaulted(2, string, '', 'What must be there: nothing is checked where it is empty.', {
		enum: ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
	}),
});
export interface HostPathVolumeSource extends Infer<typeof HostPathVolumeSource> {}

export const EmptyDirVolumeSource = message(
	'EmptyDirVolumeSource',
	'A folder that is empty when the Pod starts and gone when the Pod is gone.',
	{
		medium: optional(1, string, "Memory keeps it in memory; otherwise it is on the node's disk."),
		sizeLimit: optional(2, quantity, 'The most that it may hold; above it the Pod is evicted.'),
	},
);
export interface EmptyDirVolumeSource extends Infer<typeof EmptyDirVolumeSource> {}

export const NFSVolumeSource = message('NFSVolumeSource', 'A folder that an NFS server exports.', {
	server: required(1, string, 'The name or address of the server.'),
	path: required(2, string, 'The path that the server exports.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
});
export interface NFSVolumeSource extends Infer<typeof NFSVolumeSource> {}

export const PersistentVolumeClaimVolumeSource = message(
	'PersistentVolumeClaimVolumeSource',
	'The volume that a claim is bound to.',
	{
		claimName: required(1, string, 'The claim, in the same namespace.'),
		readOnly: optional(2, bool, 'Whether all mounts are read-only.'),
	},
);
export interface PersistentVolumeClaimVolumeSource extends Infer<typeof PersistentVolumeClaimVolumeSource> {}

export const EphemeralVolumeSource = message(
	'EphemeralVolumeSource',
	'A claim that is made for the Pod and deleted with it.',
	{
		volumeClaimTemplate: optional(1, ref(PersistentVolumeClaimTemplate), 'What the claim is made of.'),
	},
);
export interface EphemeralVolumeSource extends Infer<typeof EphemeralVolumeSource> {}

export const CSIVolumeSource = message('CSIVolumeSource', 'A volume that a CSI driver makes for the Pod.', {
	driver: required(1, string, 'The name of the driver.'),
	readOnly: optional(2, bool, 'Whether the volume may only be read.'),
	fsType: optional(3, string, 'The file system of the volume, such as ext4.'),
	volumeAttributes: optional(4, map(string), 'Settings that the driver is given.'),
	nodePublishSecretRef: optional(5, ref(LocalObjectReference), 'The Secret that the driver is given.'),
});
export interface CSIVolumeSource extends Infer<typeof CSIVolumeSource> {}

export const ImageVolumeSource = message('ImageVolumeSource', 'The content of an image, read-only.', {
	reference: optional(1, string, 'The image, as for a container.'),
	pullPolicy: optional(2, string, 'When the image is pulled.', {enum: ['Always', 'IfNotPresent', 'Never']}),
});
export interface ImageVolumeSource extends Infer<typeof ImageVolumeSource> {}

export const volumeSourceFields = {
	hostPath: optional(1, ref(HostPathVolumeSource), 'A file or folder of the node.'),
	emptyDir: optional(2, ref(EmptyDirVolumeSource), 'A folder that is empty when the Pod starts.'),
	gcePersistentDisk: optional(
		3,
		ref(GCEPersistentDiskVolumeSource),
		'A disk of Google Compute Engine. No longer built in.',
	),
	awsElasticBlockStore: optional(4, ref(AWSElasticBlockStoreVolumeSource), 'A disk of AWS. No longer built in.'),
	gitRepo: optional(5, ref(GitRepoVolumeSource), 'A Git repository. Deprecated and switched off.'),
	secret: optional(6, ref(SecretVolumeSource), 'The keys of a Secret, as files.'),
	nfs: optional(7, ref(NFSVolumeSource), 'A folder that an NFS server exports.'),
	iscsi: optional(8, ref(ISCSIVolumeSource), 'A disk reached over iSCSI.'),
	glusterfs: optional(9, ref(GlusterfsVolumeSource), 'A volume of GlusterFS. No longer built in.'),
	persistentVolumeClaim: optional(10, ref(PersistentVolumeClaimVolumeSource), 'The volume that a claim is bound to.'),
	rbd: optional(11, ref(RBDVolumeSource), 'A block device of Ceph. No longer built in.'),
	flexVolume: optional(12, ref(FlexVolumeSource), 'A volume of a FlexVolume driver. Deprecated.'),
	cinder: optional(13, ref(CinderVolumeSource), 'A volume of OpenStack Cinder. No longer built in.'),
	cephfs: optional(14, ref(CephFSVolumeSource), 'A folder of CephFS. No longer built in.'),
	flocker: optional(15, ref(FlockerVolumeSource), 'A dataset of Flocker. No longer built in.'),
	downwardAPI: optional(16, ref(DownwardAPIVolumeSource), 'Fields of the Pod itself, as files.'),
	fc: optional(17, ref(FCVolumeSource), 'A disk reached over Fibre Channel.'),
	azureFile: optional(18, ref(AzureFileVolumeSource), 'A share of Azure Files.'),
	configMap: optional(19, ref(ConfigMapVolumeSource), 'The keys of a ConfigMap, as files.'),
	vsphereVolume: optional(20, ref(VsphereVirtualDiskVolumeSource), 'A disk of vSphere.'),
	quobyte: optional(21, ref(QuobyteVolumeSource), 'A volume of Quobyte. No longer built in.'),
	azureDisk: optional(22, ref(AzureDiskVolumeSource), 'A disk of Azure.'),
	photonPersistentDisk: optional(23, ref(PhotonPersistentDiskVolumeSource), 'A disk of Photon. No longer built in.'),
	portworxVolume: optional(24, ref(PortworxVolumeSource), 'A volume of Portworx.'),
	scaleIO: optional(25, ref(ScaleIOVolumeSource), 'A volume of ScaleIO. No longer built in.'),
	projected: optional(26, ref(ProjectedVolumeSource), 'Several sources in one folder.'),
	storageos: optional(27, ref(StorageOSVolumeSource), 'A volume of StorageOS. No longer built in.'),
	csi: optional(28, ref(CSIVolumeSource), 'A volume that a CSI driver makes for the Pod.'),
	ephemeral: optional(29, ref(EphemeralVolumeSource), 'A claim that is made for the Pod and deleted with it.'),
	image: optional(30, ref(ImageVolumeSource), 'The content of an image.'),
};

export const Volume = message('Volume', 'A folder, or a device, that containers of the Pod can mount.', {
	name: required(1, string, 'The name of the volume, unique within the Pod.'),
	...embedded(2, volumeSourceFields),
});
export interface Volume extends Infer<typeof Volume> {}
