/** Volumes of particular storage systems. Most are served by CSI drivers now, or by none. */
import {
	bool,
	defaulted,
	type Infer,
	int32,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {LocalObjectReference} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const GCEPersistentDiskVolumeSource = message(
	'GCEPersistentDiskVolumeSource',
	'A disk of Google Compute Engine.',
	{
		pdName: required(1, string, 'The name of the disk.'),
		fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
		partition: optional(3, int32, 'The partition of the disk; all of it where it is not given.'),
		readOnly: optional(4, bool, 'Whether the volume may only be read.'),
	},
);
export interface GCEPersistentDiskVolumeSource extends Infer<typeof GCEPersistentDiskVolumeSource> {}

export const AWSElasticBlockStoreVolumeSource = message('AWSElasticBlockStoreVolumeSource', 'A disk of AWS.', {
	volumeID: required(1, string, 'The id of the volume at its provider.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	partition: optional(3, int32, 'The partition of the disk; all of it where it is not given.'),
	readOnly: optional(4, bool, 'Whether the volume may only be read.'),
});
export interface AWSElasticBlockStoreVolumeSource extends Infer<typeof AWSElasticBlockStoreVolumeSource> {}

export const GitRepoVolumeSource = message('GitRepoVolumeSource', 'A Git repository that is cloned into the volume.', {
	repository: required(1, string, 'The URL of the repository.'),
	revision: optional(2, string, 'The commit to check out.'),
	directory: optional(3, string, 'The folder to clone into.'),
});
export interface GitRepoVolumeSource extends Infer<typeof GitRepoVolumeSource> {}

export const ISCSIVolumeSource = message('ISCSIVolumeSource', 'A disk reached over iSCSI.', {
	targetPortal: required(1, string, 'The address and port of the target.'),
	iqn: required(2, string, 'The iSCSI qualified name of the target.'),
	lun: required(3, int32, 'The number of the logical unit.'),
	iscsiInterface: defaulted(4, string, 'default', 'The interface to use.'),
	fsType: optional(5, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(6, bool, 'Whether the volume may only be read.'),
	portals: optional(7, list(string), 'Further addresses of the target.', {listType: 'atomic'}),
	chapAuthDiscovery: optional(8, bool, 'Whether discovery is authenticated by CHAP.'),
	secretRef: optional(10, ref(LocalObjectReference), 'The Secret with the credentials.'),
	chapAuthSession: optional(11, bool, 'Whether sessions are authenticated by CHAP.'),
	initiatorName: optional(12, string, 'The name of the initiator, where it is one of its own.'),
});
export interface ISCSIVolumeSource extends Infer<typeof ISCSIVolumeSource> {}

export const GlusterfsVolumeSource = message('GlusterfsVolumeSource', 'A volume of GlusterFS.', {
	endpoints: required(1, string, 'The Endpoints object that names the servers.'),
	path: required(2, string, 'The name of the volume.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
});
export interface GlusterfsVolumeSource extends Infer<typeof GlusterfsVolumeSource> {}

export const RBDVolumeSource = message('RBDVolumeSource', 'A block device of Ceph.', {
	monitors: required(1, list(string), 'The addresses of the monitors.', {listType: 'atomic'}),
	image: required(2, string, 'The name of the image.'),
	fsType: optional(3, string, 'The file system of the volume, such as ext4.'),
	pool: defaulted(4, string, 'rbd', 'The pool of the image.'),
	user: defaulted(5, string, 'admin', 'The user to log in as.'),
	keyring: defaulted(6, string, '/etc/ceph/keyring', "The file with the user's key."),
	secretRef: optional(7, ref(LocalObjectReference), 'The Secret with the credentials.'),
	readOnly: optional(8, bool, 'Whether the volume may only be read.'),
});
export interface RBDVolumeSource extends Infer<typeof RBDVolumeSource> {}

export const FlexVolumeSource = message('FlexVolumeSource', 'A volume of a FlexVolume driver.', {
	driver: required(1, string, 'The name of the driver.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	secretRef: optional(3, ref(LocalObjectReference), 'The Secret with the credentials.'),
	readOnly: optional(4, bool, 'Whether the volume may only be read.'),
	options: optional(5, map(string), 'Further options for the driver.'),
});
export interface FlexVolumeSource extends Infer<typeof FlexVolumeSource> {}

export const CinderVolumeSource = message('CinderVolumeSource', 'A volume of OpenStack Cinder.', {
	volumeID: required(1, string, 'The id of the volume at its provider.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
	secretRef: optional(4, ref(LocalObjectReference), 'The Secret with the credentials.'),
});
export interface CinderVolumeSource extends Infer<typeof CinderVolumeSource> {}

export const CephFSVolumeSource = message('CephFSVolumeSource', 'A folder of CephFS.', {
	monitors: required(1, list(string), 'The addresses of the monitors.', {listType: 'atomic'}),
	path: optional(2, string, 'The folder to mount.'),
	user: optional(3, string, 'The user to log in as.'),
	secretFile: optional(4, string, "The file with the user's key."),
	secretRef: optional(5, ref(LocalObjectReference), 'The Secret with the credentials.'),
	readOnly: optional(6, bool, 'Whether the volume may only be read.'),
});
export interface CephFSVolumeSource extends Infer<typeof CephFSVolumeSource> {}

export const FlockerVolumeSource = message('FlockerVolumeSource', 'A dataset of Flocker.', {
	datasetName: optional(1, string, 'The name of the dataset.'),
	datasetUUID: optional(2, string, 'The UUID of the dataset.'),
});
export interface FlockerVolumeSource extends Infer<typeof FlockerVolumeSource> {}

export const FCVolumeSource = message('FCVolumeSource', 'A disk reached over Fibre Channel.', {
	targetWWNs: optional(1, list(string), 'The world wide names of the target.', {listType: 'atomic'}),
	lun: optional(2, int32, 'The number of the logical unit.'),
	fsType: optional(3, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(4, bool, 'Whether the volume may only be read.'),
	wwids: optional(5, list(string), 'The world wide identifiers of the volume, instead of target and unit.', {
		listType: 'atomic',
	}),
});
export interface FCVolumeSource extends Infer<typeof FCVolumeSource> {}

export const AzureFileVolumeSource = message('AzureFileVolumeSource', 'A share of Azure Files.', {
	secretName: required(1, string, 'The name of the Secret.'),
	shareName: required(2, string, 'The name of the share.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
});
export interface AzureFileVolumeSource extends Infer<typeof AzureFileVolumeSource> {}

export const VsphereVirtualDiskVolumeSource = message('VsphereVirtualDiskVolumeSource', 'A disk of vSphere.', {
	volumePath: required(1, string, 'The path of the disk.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	storagePolicyName: optional(3, string, 'The name of the storage policy.'),
	storagePolicyID: optional(4, string, 'The id of the storage policy.'),
});
export interface VsphereVirtualDiskVolumeSource extends Infer<typeof VsphereVirtualDiskVolumeSource> {}

export const QuobyteVolumeSource = message('QuobyteVolumeSource', 'A volume of Quobyte.', {
	registry: required(1, string, 'The addresses of the registry.'),
	volume: required(2, string, 'The name of the volume.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
	user: optional(4, string, 'The user who accesses the volume.'),
	group: optional(5, string, 'The group that accesses the volume.'),
	tenant: optional(6, string, 'The tenant that owns the volume.'),
});
export interface QuobyteVolumeSource extends Infer<typeof QuobyteVolumeSource> {}

export const AzureDiskVolumeSource = message('AzureDiskVolumeSource', 'A disk of Azure.', {
	diskName: required(1, string, 'The name of the disk.'),
	diskURI: required(2, string, 'The URI of the disk.'),
	cachingMode: defaulted(3, string, 'ReadWrite', 'How the host caches: None, ReadOnly or ReadWrite.', {
		enum: ['None', 'ReadOnly', 'ReadWrite'],
	}),
	fsType: defaulted(4, string, 'ext4', 'The file system of the volume, such as ext4.'),
	readOnly: defaulted(5, bool, false, 'Whether the volume may only be read.'),
	kind: defaulted(6, string, 'Shared', 'Whether the disk is Shared, Dedicated or Managed.', {
		enum: ['Dedicated', 'Managed', 'Shared'],
	}),
});
export interface AzureDiskVolumeSource extends Infer<typeof AzureDiskVolumeSource> {}

export const PhotonPersistentDiskVolumeSource = message('PhotonPersistentDiskVolumeSource', 'A disk of Photon.', {
	pdID: required(1, string, 'The id of the disk.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
});
export interface PhotonPersistentDiskVolumeSource extends Infer<typeof PhotonPersistentDiskVolumeSource> {}

export const PortworxVolumeSource = message('PortworxVolumeSource', 'A volume of Portworx.', {
	volumeID: required(1, string, 'The id of the volume at its provider.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
});
export interface PortworxVolumeSource extends Infer<typeof PortworxVolumeSource> {}

export const ScaleIOVolumeSource = message('ScaleIOVolumeSource', 'A volume of ScaleIO.', {
	gateway: required(1, string, 'The address of the gateway.'),
	system: required(2, string, 'The name of the storage system.'),
	secretRef: required(3, ref(LocalObjectReference), 'The Secret with the credentials.'),
	sslEnabled: optional(4, bool, 'Whether the gateway is reached over TLS.'),
	protectionDomain: optional(5, string, 'The protection domain of the storage.'),
	storagePool: optional(6, string, 'The pool of the storage.'),
	storageMode: defaulted(7, string, 'ThinProvisioned', 'ThickProvisioned or ThinProvisioned.'),
	volumeName: optional(8, string, 'The name of the volume.'),
	fsType: defaulted(9, string, 'xfs', 'The file system of the volume, such as ext4.'),
	readOnly: optional(10, bool, 'Whether the volume may only be read.'),
});
export interface ScaleIOVolumeSource extends Infer<typeof ScaleIOVolumeSource> {}

export const StorageOSVolumeSource = message('StorageOSVolumeSource', 'A volume of StorageOS.', {
	volumeName: optional(1, string, 'The name of the volume.'),
	volumeNamespace: optional(2, string, 'The StorageOS namespace of the volume.'),
	fsType: optional(3, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(4, bool, 'Whether the volume may only be read.'),
	secretRef: optional(5, ref(LocalObjectReference), 'The Secret with the credentials.'),
});
export interface StorageOSVolumeSource extends Infer<typeof StorageOSVolumeSource> {}
