/** Where persistent volumes keep their content. */
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
import {ObjectReference, SecretReference} from './references.ts';
import {
	AWSElasticBlockStoreVolumeSource,
	AzureDiskVolumeSource,
	FCVolumeSource,
	FlockerVolumeSource,
	GCEPersistentDiskVolumeSource,
	PhotonPersistentDiskVolumeSource,
	PortworxVolumeSource,
	QuobyteVolumeSource,
	VsphereVirtualDiskVolumeSource,
} from './vendor-volumes.ts';
import {HostPathVolumeSource, NFSVolumeSource} from './volumes.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const GlusterfsPersistentVolumeSource = message('GlusterfsPersistentVolumeSource', 'A volume of GlusterFS.', {
	endpoints: required(1, string, 'The Endpoints object that names the servers.'),
	path: required(2, string, 'The name of the volume.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
	endpointsNamespace: optional(4, string, 'The namespace of the Endpoints object.'),
});
export interface GlusterfsPersistentVolumeSource extends Infer<typeof GlusterfsPersistentVolumeSource> {}

export const RBDPersistentVolumeSource = message('RBDPersistentVolumeSource', 'A block device of Ceph.', {
	monitors: required(1, list(string), 'The addresses of the monitors.', {listType: 'atomic'}),
	image: required(2, string, 'The name of the image.'),
	fsType: optional(3, string, 'The file system of the volume, such as ext4.'),
	pool: defaulted(4, string, 'rbd', 'The pool of the image.'),
	user: defaulted(5, string, 'admin', 'The user to log in as.'),
	keyring: defaulted(6, string, '/etc/ceph/keyring', "The file with the user's key."),
	secretRef: optional(7, ref(SecretReference), 'The Secret with the credentials.'),
	readOnly: optional(8, bool, 'Whether the volume may only be read.'),
});
export interface RBDPersistentVolumeSource extends Infer<typeof RBDPersistentVolumeSource> {}

export const ISCSIPersistentVolumeSource = message('ISCSIPersistentVolumeSource', 'A disk reached over iSCSI.', {
	targetPortal: required(1, string, 'The address and port of the target.'),
	iqn: required(2, string, 'The iSCSI qualified name of the target.'),
	lun: required(3, int32, 'The number of the logical unit.'),
	iscsiInterface: defaulted(4, string, 'default', 'The interface to use.'),
	fsType: optional(5, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(6, bool, 'Whether the volume may only be read.'),
	portals: optional(7, list(string), 'Further addresses of the target.', {listType: 'atomic'}),
	chapAuthDiscovery: optional(8, bool, 'Whether discovery is authenticated by CHAP.'),
	secretRef: optional(10, ref(SecretReference), 'The Secret with the credentials.'),
	chapAuthSession: optional(11, bool, 'Whether sessions are authenticated by CHAP.'),
	initiatorName: optional(12, string, 'The name of the initiator, where it is one of its own.'),
});
export interface ISCSIPersistentVolumeSource extends Infer<typeof ISCSIPersistentVolumeSource> {}

export const CinderPersistentVolumeSource = message('CinderPersistentVolumeSource', 'A volume of OpenStack Cinder.', {
	volumeID: required(1, string, 'The id of the volume at its provider.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
	secretRef: optional(4, ref(SecretReference), 'The Secret with the credentials.'),
});
export interface CinderPersistentVolumeSource extends Infer<typeof CinderPersistentVolumeSource> {}

export const CephFSPersistentVolumeSource = message('CephFSPersistentVolumeSource', 'A folder of CephFS.', {
	monitors: required(1, list(string), 'The addresses of the monitors.', {listType: 'atomic'}),
	path: optional(2, string, 'The folder to mount.'),
	user: optional(3, string, 'The user to log in as.'),
	secretFile: optional(4, string, "The file with the user's key."),
	secretRef: optional(5, ref(SecretReference), 'The Secret with the credentials.'),
	readOnly: optional(6, bool, 'Whether the volume may only be read.'),
});
export interface CephFSPersistentVolumeSource extends Infer<typeof CephFSPersistentVolumeSource> {}

export const FlexPersistentVolumeSource = message('FlexPersistentVolumeSource', 'A volume of a FlexVolume driver.', {
	driver: required(1, string, 'The name of the driver.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
	secretRef: optional(3, ref(SecretReference), 'The Secret with the credentials.'),
	readOnly: optional(4, bool, 'Whether the volume may only be read.'),
	options: optional(5, map(string), 'Further options for the driver.'),
});
export interface FlexPersistentVolumeSource extends Infer<typeof FlexPersistentVolumeSource> {}

export const AzureFilePersistentVolumeSource = message('AzureFilePersistentVolumeSource', 'A share of Azure Files.', {
	secretName: required(1, string, 'The name of the Secret.'),
	shareName: required(2, string, 'The name of the share.'),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
	secretNamespace: optional(4, string, 'The namespace of the Secret.'),
});
export interface AzureFilePersistentVolumeSource extends Infer<typeof AzureFilePersistentVolumeSource> {}

export const ScaleIOPersistentVolumeSource = message('ScaleIOPersistentVolumeSource', 'A volume of ScaleIO.', {
	gateway: required(1, string, 'The address of the gateway.'),
	system: required(2, string, 'The name of the storage system.'),
	secretRef: required(3, ref(SecretReference), 'The Secret with the credentials.'),
	sslEnabled: optional(4, bool, 'Whether the gateway is reached over TLS.'),
	protectionDomain: optional(5, string, 'The protection domain of the storage.'),
	storagePool: optional(6, string, 'The pool of the storage.'),
	storageMode: defaulted(7, string, 'ThinProvisioned', 'ThickProvisioned or ThinProvisioned.'),
	volumeName: optional(8, string, 'The name of the volume.'),
	fsType: defaulted(9, string, 'xfs', 'The file system of the volume, such as ext4.'),
	readOnly: optional(10, bool, 'Whether the volume may only be read.'),
});
export interface ScaleIOPersistentVolumeSource extends Infer<typeof ScaleIOPersistentVolumeSource> {}

export const LocalVolumeSource = message('LocalVolumeSource', 'A disk or folder of one node.', {
	path: required(1, string, 'The path on the node.'),
	fsType: optional(2, string, 'The file system of the volume, such as ext4.'),
});
export interface LocalVolumeSource extends Infer<typeof LocalVolumeSource> {}

export const StorageOSPersistentVolumeSource = message('StorageOSPersistentVolumeSource', 'A volume of StorageOS.', {
	volumeName: optional(1, string, 'The name of the volume.'),
	volumeNamespace: optional(2, string, 'The StorageOS namespace of the volume.'),
	fsType: optional(3, string, 'The file system of the volume, such as ext4.'),
	readOnly: optional(4, bool, 'Whether the volume may only be read.'),
	secretRef: optional(5, ref(ObjectReference), 'The Secret with the credentials.'),
});
export interface StorageOSPersistentVolumeSource extends Infer<typeof StorageOSPersistentVolumeSource> {}

export const CSIPersistentVolumeSource = message('CSIPersistentVolumeSource', 'A volume of a CSI driver.', {
	driver: required(1, string, 'The name of the driver.'),
	volumeHandle: required(2, string, "The driver's own name for the volume."),
	readOnly: optional(3, bool, 'Whether the volume may only be read.'),
	fsType: optional(4, string, 'The file system of the volume, such as ext4.'),
	volumeAttributes: optional(5, map(string), 'Settings of the volume, for the driver.'),
	controllerPublishSecretRef: optional(6, ref(SecretReference), 'The Secret for attaching the volume.'),
	nodeStageSecretRef: optional(7, ref(SecretReference), 'The Secret for preparing the volume on a node.'),
	nodePublishSecretRef: optional(8, ref(SecretReference), 'The Secret for mounting the volume.'),
	controllerExpandSecretRef: optional(9, ref(SecretReference), 'The Secret for expanding the volume.'),
	nodeExpandSecretRef: optional(10, ref(SecretReference), 'The Secret for expanding the volume on a node.'),
});
export interface CSIPersistentVolumeSource extends Infer<typeof CSIPersistentVolumeSource> {}

export const persistentVolumeSourceFields = {
	gcePersistentDisk: optional(
		1,
		ref(GCEPersistentDiskVolumeSource),
		'A disk of Google Compute Engine. No longer built in.',
	),
	awsElasticBlockStore: optional(2, ref(AWSElasticBlockStoreVolumeSource), 'A disk of AWS. No longer built in.'),
	hostPath: optional(3, ref(HostPathVolumeSource), 'A folder of a node; for single-node tests only.'),
	glusterfs: optional(4, ref(GlusterfsPersistentVolumeSource), 'A volume of GlusterFS. No longer built in.'),
	nfs: optional(5, ref(NFSVolumeSource), 'A folder that an NFS server exports.'),
	rbd: optional(6, ref(RBDPersistentVolumeSource), 'A block device of Ceph. No longer built in.'),
	iscsi: optional(7, ref(ISCSIPersistentVolumeSource), 'A disk reached over iSCSI.'),
	cinder: optional(8, ref(CinderPersistentVolumeSource), 'A volume of OpenStack Cinder. No longer built in.'),
	cephfs: optional(9, ref(CephFSPersistentVolumeSource), 'A folder of CephFS. No longer built in.'),
	fc: optional(10, ref(FCVolumeSource), 'A disk reached over Fibre Channel.'),
	flocker: optional(11, ref(FlockerVolumeSource), 'A dataset of Flocker. No longer built in.'),
	flexVolume: optional(12, ref(FlexPersistentVolumeSource), 'A volume of a FlexVolume driver. Deprecated.'),
	azureFile: optional(13, ref(AzureFilePersistentVolumeSource), 'A share of Azure Files.'),
	vsphereVolume: optional(14, ref(VsphereVirtualDiskVolumeSource), 'A disk of vSphere.'),
	quobyte: optional(15, ref(QuobyteVolumeSource), 'A volume of Quobyte. No longer built in.'),
	azureDisk: optional(16, ref(AzureDiskVolumeSource), 'A disk of Azure.'),
	photonPersistentDisk: optional(17, ref(PhotonPersistentDiskVolumeSource), 'A disk of Photon. No longer built in.'),
	portworxVolume: optional(18, ref(PortworxVolumeSource), 'A volume of Portworx.'),
	scaleIO: optional(19, ref(ScaleIOPersistentVolumeSource), 'A volume of ScaleIO. No longer built in.'),
	local: optional(20, ref(LocalVolumeSource), 'A disk or folder of one node.'),
	storageos: optional(21, ref(StorageOSPersistentVolumeSource), 'A volume of StorageOS. No longer built in.'),
	csi: optional(22, ref(CSIPersistentVolumeSource), 'A volume of a CSI driver.'),
};
