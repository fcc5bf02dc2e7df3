/** Volumes whose files come from the API: ConfigMaps, Secrets and the Pod itself. */
import {
	bool,
	defaulted,
	embedded,
	type Infer,
	int32,
	int64,
	list,
	map,
	messagesOf,
	optional,
	ref,
	required,
	string,
} from '../../apimachinery/schema.ts';
import {LabelSelector} from '../meta-v1.ts';
import {localObjectReferenceFields, ObjectFieldSelector, ResourceFieldSelector} from './references.ts';

const message = messagesOf('io.k8s.api.core.v1');

export const KeyToPath = message('KeyToPath', 'Gives a key the path of its file.', {
	key: required(1, string, 'The key.'),
	path: required(2, string, 'The path of the file within the volume.'),
	mode: optional(3, int32, 'The permissions of the file.'),
});
export interface KeyToPath extends Infer<typeof KeyToPath> {}

export const SecretVolumeSource = message('SecretVolumeSource', 'The keys of a Secret, as files.', {
	secretName: optional(1, string, 'The name of the Secret.'),
	items: optional(2, list(ref(KeyToPath)), 'The keys that become files, and where; all of them where none is given.', {
		listType: 'atomic',
	}),
	defaultMode: defaulted(3, int32, 0o644, 'The permissions of the files.'),
	optional: optional(4, bool, 'Whether the Pod may start without the Secret.'),
});
export interface SecretVolumeSource extends Infer<typeof SecretVolumeSource> {}

export const ConfigMapVolumeSource = message('ConfigMapVolumeSource', 'The keys of a ConfigMap, as files.', {
	...embedded(1, localObjectReferenceFields),
	items: optional(2, list(ref(KeyToPath)), 'The keys that become files, and where; all of them where none is given.', {
		listType: 'atomic',
	}),
	defaultMode: defaulted(3, int32, 0o644, 'The permissions of the files.'),
	optional: optional(4, bool, 'Whether the Pod may start without the ConfigMap.'),
});
export interface ConfigMapVolumeSource extends Infer<typeof ConfigMapVolumeSource> {}

export const DownwardAPIVolumeFile = message('DownwardAPIVolumeFile', 'A file with a field of the Pod.', {
	path: required(1, string, 'The path of the file within the volume.'),
	fieldRef: optional(2, ref(ObjectFieldSelector), 'The field of the Pod.'),
	resourceFieldRef: optional(3, ref(ResourceFieldSelector), 'The request or limit of a container.'),
	mode: optional(4, int32, 'The permissions of the file.'),
});
export interface DownwardAPIVolumeFile extends Infer<typeof DownwardAPIVolumeFile> {}

export const DownwardAPIVolumeSource = message('DownwardAPIVolumeSource', 'Fields of the Pod itself, as files.', {
	items: optional(1, list(ref(DownwardAPIVolumeFile)), 'The files.', {listType: 'atomic'}),
	defaultMode: defaulted(2, int32, 0o644, 'The permissions of the files.'),
});
export interface DownwardAPIVolumeSource extends Infer<typeof DownwardAPIVolumeSource> {}

export const SecretProjection = message(
	'SecretProjection',
	'The keys of a Secret, in a folder shared with other sources.',
	{
		...embedded(1, localObjectReferenceFields),
		items: optional(2, list(ref(KeyToPath)), 'The keys that become files, and where.', {listType: 'atomic'}),
		optional: optional(4, bool, 'Whether the Pod may start without the Secret.'),
	},
);
export interface SecretProjection extends Infer<typeof SecretProjection> {}

export const ConfigMapProjection = message(
	'ConfigMapProjection',
	'The keys of a ConfigMap, in a folder shared with other sources.',
	{
		...embedded(1, localObjectReferenceFields),
		items: optional(2, list(ref(KeyToPath)), 'The keys that become files, and where.', {listType: 'atomic'}),
		optional: optional(4, bool, 'Whether the Pod may start without the ConfigMap.'),
	},
);
export interface ConfigMapProjection extends Infer<typeof ConfigMapProjection> {}

export const DownwardAPIProjection = message(
	'DownwardAPIProjection',
	'Fields of the Pod, in a folder shared with other sources.',
	{
		items: optional(1, list(ref(DownwardAPIVolumeFile)), 'The files.', {listType: 'atomic'}),
	},
);
export interface DownwardAPIProjection extends Infer<typeof DownwardAPIProjection> {}

export const ServiceAccountTokenProjection = message(
	'ServiceAccountTokenProjection',
	"A token of the Pod's service account, kept fresh.",
	{
		audience: optional(1, string, 'For whom the token is; the API server where it is not given.'),
		expirationSeconds: defaulted(2, int64, 3600, 'How long the token holds; the kubelet renews it in time.'),
		path: required(3, string, 'The path of the file within the volume.'),
	},
);
export interface ServiceAccountTokenProjection extends Infer<typeof ServiceAccountTokenProjection> {}

export const ClusterTrustBundleProjection = message(
	'ClusterTrustBundleProjection',
	'Certificates that the cluster trusts.',
	{
		name: optional(1, string, 'The one bundle to take.'),
		signerName: optional(2, string, 'The signer whose bundles are taken.'),
		labelSelector: optional(3, ref(LabelSelector), "Which of the signer's bundles are taken."),
		path: required(4, string, 'The path of the file within the volume.'),
		optional: optional(5, bool, 'Whether the Pod may start without the bundles.'),
	},
);
export interface ClusterTrustBundleProjection extends Infer<typeof ClusterTrustBundleProjection> {}

export const PodCertificateProjection = message(
	'PodCertificateProjection',
	'A key and a certificate made for the Pod, kept fresh.',
	{
		signerName: required(1, string, 'Who signs the certificate.'),
		keyType: required(2, string, 'The type of the key.'),
		maxExpirationSeconds: optional(3, int32, 'The longest time that the certificate may hold.'),
		credentialBundlePath: optional(4, string, 'The path of the file with both the key and the certificates.'),
		keyPath: optional(5, string, 'The path of the file with the key.'),
		certificateChainPath: optional(6, string, 'The path of the file with the certificates.'),
		userAnnotations: optional(7, map(string), 'Further information for the signer.'),
	},
);
export interface PodCertificateProjection extends Infer<typeof PodCertificateProjection> {}

export const VolumeProjection = message('VolumeProjection', 'One source of a projected volume; one of them is set.', {
	secret: optional(1, ref(SecretProjection), 'The keys of a Secret.'),
	downwardAPI: optional(2, ref(DownwardAPIProjection), 'Fields of the Pod.'),
	configMap: optional(3, ref(ConfigMapProjection), 'The keys of a ConfigMap.'),
	serviceAccountToken: optional(4, ref(ServiceAccountTokenProjection), "A token of the Pod's service account."),
	clusterTrustBundle: optional(5, ref(ClusterTrustBundleProjection), 'Certificates that the cluster trusts.'),
	podCertificate: optional(6, ref(PodCertificateProjection), 'A key and a certificate made for the Pod.'),
});
export interface VolumeProjection extends Infer<typeof VolumeProjection> {}

export const ProjectedVolumeSource = message('ProjectedVolumeSource', 'Several sources in one folder.', {
	sources: optional(1, list(ref(VolumeProjection)), 'The sources.', {listType: 'atomic'}),
	defaultMode: defaulted(2, int32, 0o644, 'The permissions of files that say nothing of their own.'),
});
export interface ProjectedVolumeSource extends Infer<typeof ProjectedVolumeSource> {}
