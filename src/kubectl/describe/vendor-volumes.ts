/** The volumes of single vendors and protocols (kubectl pkg/describe/describe.go, print…VolumeSource). */
import {goList, goMap} from './common.ts';

/** A line of a source: a title, with what stands between it and the tab, and its value. */
type Line = readonly [title: string, value: unknown];

/** The fields of a source, whatever its kind. */
type Source = Readonly<Record<string, unknown>>;

interface VendorVolume {
	/** The field of the volume that holds it. */
	readonly field: string;
	readonly type: string;
	/** @param cluster whether it is the source of a PersistentVolume, whose secrets stand in a namespace */
	lines(source: Source, cluster: boolean): readonly Line[];
}

const plain =
	(...titles: readonly (readonly [title: string, field: string, absent?: unknown])[]) =>
	(source: Source): readonly Line[] =>
		titles.map(([title, field, absent = '']) => [`${title}:`, source[field] ?? absent]);

const readOnly = ['ReadOnly', 'readOnly', false] as const;
const fsType = ['FSType', 'fsType'] as const;

/** A reference to a Secret as Go prints a pointer to one. */
function secretRef(ref: unknown, cluster: boolean): string {
	if (ref === undefined) {
		return 'nil';
	}
	const {name = '', namespace = ''} = ref as {readonly name?: string; readonly namespace?: string};
	return cluster ? `&SecretReference{Name:${name},Namespace:${namespace},}` : `&LocalObjectReference{Name:${name},}`;
}

const withSecret =
	(lines: (source: Source) => readonly Line[], at: number) =>
	(source: Source, cluster: boolean): readonly Line[] =>
		lines(source).toSpliced(at, 0, ['SecretRef:', secretRef(source.secretRef, cluster)]);

/** In the order in which a volume is asked for them. */
export const vendorVolumes: readonly VendorVolume[] = [
	{
		field: 'gcePersistentDisk',
		type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
		lines: plain(['PDName', 'pdName'], fsType, ['Partition', 'partition', 0], readOnly),
	},
	{
		field: 'awsElasticBlockStore',
		type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
		lines: plain(['VolumeID', 'volumeID'], fsType, ['Partition', 'partition', 0], readOnly),
	},
	{
		field: 'gitRepo',
		type: 'GitRepo (a volume that is pulled from git when the pod is created)',
		lines: plain(['Repository', 'repository'], ['Revision', 'revision']),
	},
	{
		field: 'iscsi',
		type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
		lines: (source, cluster) => [
			['TargetPortal:', source.targetPortal],
			['IQN:', source.iqn],
			['Lun:', source.lun ?? 0],
			['ISCSIInterface', source.iscsiInterface ?? ''],
			['FSType:', source.fsType],
			['ReadOnly:', source.readOnly ?? false],
			['Portals:', goList(source.portals as readonly string[] | undefined)],
			['DiscoveryCHAPAuth:', source.chapAuthDiscovery ?? false],
			['SessionCHAPAuth:', source.chapAuthSession ?? false],
			['SecretRef:', secretRef(source.secretRef, cluster)],
			['InitiatorName:', source.initiatorName ?? '<none>'],
		],
	},
	{
		field: 'glusterfs',
		type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
		lines: (source, cluster) => [
			['EndpointsName:', source.endpoints],
			...(cluster ? [['EndpointsNamespace:', source.endpointsNamespace ?? '<unset>'] as const] : []),
			['Path:', source.path],
			['ReadOnly:', source.readOnly ?? false],
		],
	},
	{
		field: 'rbd',
		type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
		lines: (source, cluster) => [
			['CephMonitors:', goList(source.monitors as readonly string[] | undefined)],
			['RBDImage:', source.image],
			['FSType:', source.fsType],
			['RBDPool:', source.pool],
			['RadosUser:', source.user],
			['Keyring:', source.keyring],
			['SecretRef:', secretRef(source.secretRef, cluster)],
			['ReadOnly:', source.readOnly ?? false],
		],
	},
	{
		field: 'quobyte',
		type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
		lines: plain(['Registry', 'registry'], ['Volume', 'volume'], readOnly),
	},
	{
		field: 'azureDisk',
		type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
		lines: source => [
			['DiskName:', source.diskName],
			['DiskURI:', source.diskURI],
			['Kind: ', source.kind],
			['FSType:', source.fsType],
			['CachingMode:', source.cachingMode],
			['ReadOnly:', source.readOnly ?? false],
		],
	},
	{
		field: 'vsphereVolume',
		type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
		lines: plain(['VolumePath', 'volumePath'], fsType, ['StoragePolicyName', 'storagePolicyName']),
	},
	{
		field: 'cinder',
		type: 'Cinder (a Persistent Disk resource in OpenStack)',
		lines: withSecret(plain(['VolumeID', 'volumeID'], fsType, readOnly), 3),
	},
	{
		field: 'photonPersistentDisk',
		type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
		lines: plain(['PdID', 'pdID'], fsType),
	},
	{
		field: 'portworxVolume',
		type: 'PortworxVolume (a Portworx Volume resource)',
		lines: plain(['VolumeID', 'volumeID']),
	},
	{
		field: 'scaleIO',
		type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
		lines: (source, cluster) => {
			const {name = '', namespace = ''} = (source.secretRef ?? {}) as {name?: string; namespace?: string};
			return [
				['Gateway:', source.gateway],
				['System:', source.system],
				['Protection Domain:', source.protectionDomain],
				['Storage Pool:', source.storagePool],
				['Storage Mode:', source.storageMode],
				['VolumeName:', source.volumeName],
				...(cluster ? ([['SecretName:', name] as const, ['SecretNamespace:', namespace] as const] as const) : []),
				['FSType:', source.fsType],
				['ReadOnly:', source.readOnly ?? false],
			];
		},
	},
	{
		field: 'cephfs',
		type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
		lines: (source, cluster) => [
			['Monitors:', goList(source.monitors as readonly string[] | undefined)],
			['Path:', source.path],
			['User:', source.user],
			['SecretFile:', source.secretFile],
			['SecretRef:', secretRef(source.secretRef, cluster)],
			['ReadOnly:', source.readOnly ?? false],
		],
	},
	{
		field: 'storageos',
		type: 'StorageOS (a StorageOS Persistent Disk resource)',
		lines: plain(['VolumeName', 'volumeName'], ['VolumeNamespace', 'volumeNamespace'], fsType, readOnly),
	},
	{
		field: 'fc',
		type: 'FC (a Fibre Channel disk)',
		lines: source => [
			['TargetWWNs:', ((source.targetWWNs ?? []) as readonly string[]).join(', ')],
			['LUN:', source.lun ?? '<none>'],
			['FSType:', source.fsType],
			['ReadOnly:', source.readOnly ?? false],
		],
	},
	{
		field: 'azureFile',
		type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
		lines: (source, cluster) => [
			['SecretName:', source.secretName],
			...(cluster ? [['SecretNamespace:', source.secretNamespace] as const] : []),
			['ShareName:', source.shareName],
			['ReadOnly:', source.readOnly ?? false],
		],
	},
	{
		field: 'flexVolume',
		type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
		lines: (source, cluster) => [
			['Driver:', source.driver],
			['FSType:', source.fsType],
			['SecretRef:', secretRef(source.secretRef, cluster)],
			['ReadOnly:', source.readOnly ?? false],
			['Options:', goMap(source.options as Readonly<Record<string, string>> | undefined)],
		],
	},
	{
		field: 'flocker',
		type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
		lines: plain(['DatasetName', 'datasetName'], ['DatasetUUID', 'datasetUUID']),
	},
];
