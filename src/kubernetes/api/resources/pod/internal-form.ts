/**
 * Objects as upstream's internal Go types print them in JSON: every field by its Go name, in Go's order, what is not set
 * as null or its zero value. Some errors of the API server show that form (pkg/apis/core/types.go).
 */

/**
 * The structs that make up a PodSpec, and those of Jobs. After the `=` stands what a field is: text (s), a number (n), a truth value (b), a
 * quantity (q), a map ({}), a list ([]), a pointer (*), or a struct; the last two may name a struct too. A field without a
 * name is embedded, so its fields stand beside the others.
 */
const structs = `
PodTemplateSpec: =ObjectMeta Spec=PodSpec
PodFailurePolicy: Rules=[]PodFailurePolicyRule
PodFailurePolicyRule: Action=s OnExitCodes=*PodFailurePolicyOnExitCodesRequirement OnPodConditions=[]PodFailurePolicyOnPodConditionsPattern
PodFailurePolicyOnExitCodesRequirement: ContainerName=* Operator=s Values=[]
PodFailurePolicyOnPodConditionsPattern: Type=s Status=s
SuccessPolicy: Rules=[]SuccessPolicyRule
SuccessPolicyRule: SucceededIndexes=* SucceededCount=*
UncountedTerminatedPods: Succeeded=[] Failed=[]
PodSpec: Volumes=[]Volume InitContainers=[]Container Containers=[]Container EphemeralContainers=[]EphemeralContainer RestartPolicy=s TerminationGracePeriodSeconds=* ActiveDeadlineSeconds=* DNSPolicy=s NodeSelector={} ServiceAccountName=s AutomountServiceAccountToken=* NodeName=s SecurityContext=*PodSecurityContext ImagePullSecrets=[]LocalObjectReference Hostname=s Subdomain=s SetHostnameAsFQDN=* Affinity=*Affinity SchedulerName=s Tolerations=[]Toleration HostAliases=[]HostAlias PriorityClassName=s Priority=* PreemptionPolicy=* DNSConfig=*PodDNSConfig ReadinessGates=[]PodReadinessGate RuntimeClassName=* Overhead={} EnableServiceLinks=* TopologySpreadConstraints=[]TopologySpreadConstraint OS=*PodOS SchedulingGates=[]PodSchedulingGate ResourceClaims=[]PodResourceClaim Resources=*ResourceRequirements HostnameOverride=* SchedulingGroup=*PodSchedulingGroup
Volume: Name=s =VolumeSource
Container: Name=s Image=s Command=[] Args=[] WorkingDir=s Ports=[]ContainerPort EnvFrom=[]EnvFromSource Env=[]EnvVar Resources=ResourceRequirements ResizePolicy=[]ContainerResizePolicy RestartPolicy=* RestartPolicyRules=[]ContainerRestartRule VolumeMounts=[]VolumeMount VolumeDevices=[]VolumeDevice LivenessProbe=*Probe ReadinessProbe=*Probe StartupProbe=*Probe Lifecycle=*Lifecycle TerminationMessagePath=s TerminationMessagePolicy=s ImagePullPolicy=s SecurityContext=*SecurityContext Stdin=b StdinOnce=b TTY=b
EphemeralContainer: =EphemeralContainerCommon TargetContainerName=s
PodSecurityContext: HostNetwork=b HostPID=b HostIPC=b ShareProcessNamespace=* HostUsers=* SELinuxOptions=*SELinuxOptions WindowsOptions=*WindowsSecurityContextOptions RunAsUser=* RunAsGroup=* RunAsNonRoot=* SupplementalGroups=[] SupplementalGroupsPolicy=* FSGroup=* FSGroupChangePolicy=* Sysctls=[]Sysctl SeccompProfile=*SeccompProfile AppArmorProfile=*AppArmorProfile SELinuxChangePolicy=*
LocalObjectReference: Name=s
Affinity: NodeAffinity=*NodeAffinity PodAffinity=*PodAffinity PodAntiAffinity=*PodAntiAffinity
Toleration: Key=s Operator=s Value=s Effect=s TolerationSeconds=*
HostAlias: IP=s Hostnames=[]
PodDNSConfig: Nameservers=[] Searches=[] Options=[]PodDNSConfigOption
PodReadinessGate: ConditionType=s
TopologySpreadConstraint: MaxSkew=n TopologyKey=s WhenUnsatisfiable=s LabelSelector=* MinDomains=* NodeAffinityPolicy=* NodeTaintsPolicy=* MatchLabelKeys=[]
PodOS: Name=s
PodSchedulingGate: Name=s
PodResourceClaim: Name=s ResourceClaimName=* ResourceClaimTemplateName=*
ResourceRequirements: Limits={} Requests={} Claims=[]ResourceClaim
PodSchedulingGroup: PodGroupName=*
VolumeSource: HostPath=*HostPathVolumeSource EmptyDir=*EmptyDirVolumeSource GCEPersistentDisk=* AWSElasticBlockStore=* GitRepo=* Secret=*SecretVolumeSource NFS=*NFSVolumeSource ISCSI=* Glusterfs=* PersistentVolumeClaim=*PersistentVolumeClaimVolumeSource RBD=* Quobyte=* FlexVolume=* Cinder=* CephFS=* Flocker=* DownwardAPI=*DownwardAPIVolumeSource FC=* AzureFile=* ConfigMap=*ConfigMapVolumeSource VsphereVolume=* AzureDisk=* PhotonPersistentDisk=* Projected=*ProjectedVolumeSource PortworxVolume=* ScaleIO=* StorageOS=* CSI=*CSIVolumeSource Ephemeral=*EphemeralVolumeSource Image=*ImageVolumeSource
ContainerPort: Name=s HostPort=n ContainerPort=n Protocol=s HostIP=s
EnvFromSource: Prefix=s ConfigMapRef=*ConfigMapEnvSource SecretRef=*SecretEnvSource
EnvVar: Name=s Value=s ValueFrom=*EnvVarSource
ContainerResizePolicy: ResourceName=s RestartPolicy=s
ContainerRestartRule: Action=s ExitCodes=*ContainerRestartRuleOnExitCodes
VolumeMount: Name=s ReadOnly=b RecursiveReadOnly=* MountPath=s SubPath=s MountPropagation=* SubPathExpr=s
VolumeDevice: Name=s DevicePath=s
Probe: =ProbeHandler InitialDelaySeconds=n TimeoutSeconds=n PeriodSeconds=n SuccessThreshold=n FailureThreshold=n TerminationGracePeriodSeconds=*
Lifecycle: PostStart=*LifecycleHandler PreStop=*LifecycleHandler StopSignal=*
SecurityContext: Capabilities=*Capabilities Privileged=* SELinuxOptions=*SELinuxOptions WindowsOptions=*WindowsSecurityContextOptions RunAsUser=* RunAsGroup=* RunAsNonRoot=* ReadOnlyRootFilesystem=* AllowPrivilegeEscalation=* ProcMount=* SeccompProfile=*SeccompProfile AppArmorProfile=*AppArmorProfile
EphemeralContainerCommon: Name=s Image=s Command=[] Args=[] WorkingDir=s Ports=[]ContainerPort EnvFrom=[]EnvFromSource Env=[]EnvVar Resources=ResourceRequirements ResizePolicy=[]ContainerResizePolicy RestartPolicy=* RestartPolicyRules=[]ContainerRestartRule VolumeMounts=[]VolumeMount VolumeDevices=[]VolumeDevice LivenessProbe=*Probe ReadinessProbe=*Probe StartupProbe=*Probe Lifecycle=*Lifecycle TerminationMessagePath=s TerminationMessagePolicy=s ImagePullPolicy=s SecurityContext=*SecurityContext Stdin=b StdinOnce=b TTY=b
SELinuxOptions: User=s Role=s Type=s Level=s
WindowsSecurityContextOptions: GMSACredentialSpecName=* GMSACredentialSpec=* RunAsUserName=* HostProcess=*
Sysctl: Name=s Value=s
SeccompProfile: Type=s LocalhostProfile=*
AppArmorProfile: Type=s LocalhostProfile=*
NodeAffinity: RequiredDuringSchedulingIgnoredDuringExecution=*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution=[]PreferredSchedulingTerm
PodAffinity: RequiredDuringSchedulingIgnoredDuringExecution=[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution=[]WeightedPodAffinityTerm
PodAntiAffinity: RequiredDuringSchedulingIgnoredDuringExecution=[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution=[]WeightedPodAffinityTerm
PodDNSConfigOption: Name=s Value=*
ResourceClaim: Name=s Request=s
HostPathVolumeSource: Path=s Type=*
EmptyDirVolumeSource: Medium=s SizeLimit=*
SecretVolumeSource: SecretName=s Items=[]KeyToPath DefaultMode=* Optional=*
NFSVolumeSource: Server=s Path=s ReadOnly=b
PersistentVolumeClaimVolumeSource: ClaimName=s ReadOnly=b
DownwardAPIVolumeSource: Items=[]DownwardAPIVolumeFile DefaultMode=*
ConfigMapVolumeSource: =LocalObjectReference Items=[]KeyToPath DefaultMode=* Optional=*
ProjectedVolumeSource: Sources=[]VolumeProjection DefaultMode=*
CSIVolumeSource: Driver=s ReadOnly=* FSType=* VolumeAttributes={} NodePublishSecretRef=*LocalObjectReference
EphemeralVolumeSource: VolumeClaimTemplate=*PersistentVolumeClaimTemplate
ImageVolumeSource: Reference=s PullPolicy=s
ConfigMapEnvSource: =LocalObjectReference Optional=*
SecretEnvSource: =LocalObjectReference Optional=*
EnvVarSource: FieldRef=*ObjectFieldSelector ResourceFieldRef=*ResourceFieldSelector ConfigMapKeyRef=*ConfigMapKeySelector SecretKeyRef=*SecretKeySelector FileKeyRef=*FileKeySelector
ContainerRestartRuleOnExitCodes: Operator=s Values=[]
ProbeHandler: Exec=*ExecAction HTTPGet=*HTTPGetAction TCPSocket=*TCPSocketAction GRPC=*GRPCAction
LifecycleHandler: Exec=*ExecAction HTTPGet=*HTTPGetAction TCPSocket=*TCPSocketAction Sleep=*SleepAction
Capabilities: Add=[] Drop=[]
NodeSelector: NodeSelectorTerms=[]NodeSelectorTerm
PreferredSchedulingTerm: Weight=n Preference=NodeSelectorTerm
PodAffinityTerm: LabelSelector=* Namespaces=[] TopologyKey=s NamespaceSelector=* MatchLabelKeys=[] MismatchLabelKeys=[]
WeightedPodAffinityTerm: Weight=n PodAffinityTerm=PodAffinityTerm
KeyToPath: Key=s Path=s Mode=*
DownwardAPIVolumeFile: Path=s FieldRef=*ObjectFieldSelector ResourceFieldRef=*ResourceFieldSelector Mode=*
VolumeProjection: Secret=*SecretProjection DownwardAPI=*DownwardAPIProjection ConfigMap=*ConfigMapProjection ServiceAccountToken=*ServiceAccountTokenProjection ClusterTrustBundle=*ClusterTrustBundleProjection PodCertificate=*PodCertificateProjection
PersistentVolumeClaimTemplate: =ObjectMeta Spec=PersistentVolumeClaimSpec
ObjectFieldSelector: APIVersion=s FieldPath=s
ResourceFieldSelector: ContainerName=s Resource=s Divisor=q
ConfigMapKeySelector: =LocalObjectReference Key=s Optional=*
SecretKeySelector: =LocalObjectReference Key=s Optional=*
FileKeySelector: VolumeName=s Path=s Key=s Optional=*
ExecAction: Command=[]
HTTPGetAction: Path=s Port=n Host=s Scheme=s HTTPHeaders=[]HTTPHeader
TCPSocketAction: Port=n Host=s
GRPCAction: Port=n Service=*
SleepAction: Seconds=n
NodeSelectorTerm: MatchExpressions=[]NodeSelectorRequirement MatchFields=[]NodeSelectorRequirement
SecretProjection: =LocalObjectReference Items=[]KeyToPath Optional=*
DownwardAPIProjection: Items=[]DownwardAPIVolumeFile
ConfigMapProjection: =LocalObjectReference Items=[]KeyToPath Optional=*
ServiceAccountTokenProjection: Audience=s ExpirationSeconds=n Path=s
ClusterTrustBundleProjection: Name=* SignerName=* LabelSelector=* Optional=* Path=s
PodCertificateProjection: SignerName=s KeyType=s MaxExpirationSeconds=* CredentialBundlePath=s KeyPath=s CertificateChainPath=s UserAnnotations={}
PersistentVolumeClaimSpec: AccessModes=[] Selector=* Resources=VolumeResourceRequirements VolumeName=s StorageClassName=* VolumeMode=* DataSource=*TypedLocalObjectReference DataSourceRef=*TypedObjectReference VolumeAttributesClassName=*
HTTPHeader: Name=s Value=s
NodeSelectorRequirement: Key=s Operator=s Values=[]
VolumeResourceRequirements: Limits={} Requests={}
TypedLocalObjectReference: APIGroup=* Kind=s Name=s
TypedObjectReference: APIGroup=* Kind=s Name=s Namespace=*
`;

interface InternalField {
	/** '' where it is embedded. */
	readonly name: string;
	readonly kind: string;
	/** The struct in it, if there is one. */
	readonly struct: string;
}

let parsed: Map<string, readonly InternalField[]> | undefined;

function fieldsOf(struct: string): readonly InternalField[] {
	parsed ??= new Map(
		structs
			.trim()
			.split('\n')
			.map(line => {
				const [name = '', fields = ''] = line.split(': ');
				return [name, fields.split(' ').map(parseField)];
			}),
	);
	return parsed.get(struct) ?? [];
}

function parseField(text: string): InternalField {
	const [name = '', type = ''] = text.split('=');
	const [, kind = '', struct = ''] = /^(\*|\[\]|\{\}|[snbq]$)?(\w*)$/.exec(type) ?? [];
	return {name, kind, struct};
}

type Values = Readonly<Record<string, unknown>>;

/** @param value an object of the API, of the message of the same name */
export function internalForm(struct: string, value: object): Values {
	const byLowerCase = new Map(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]));
	const form: Record<string, unknown> = {};
	for (const field of fieldsOf(struct)) {
		if (field.struct === 'ObjectMeta') {
			Object.assign(form, (value as {metadata?: object}).metadata);
		} else if (field.name === '') {
			Object.assign(form, internalForm(field.struct, value));
		} else {
			form[field.name] = internalValue(field, byLowerCase.get(field.name.toLowerCase()));
		}
	}
	return form;
}

function internalValue({kind, struct}: InternalField, value: unknown): unknown {
	if (value === undefined || value === null) {
		switch (kind) {
			case 's':
				return '';
			case 'n':
				return 0;
			case 'b':
				return false;
			case 'q':
				return '0';
			case '':
				return internalForm(struct, {});
			default:
				return null;
		}
	}
	if (kind === '[]' && struct) {
		return (value as readonly object[]).map(item => internalForm(struct, item));
	}
	if (kind === '{}') {
		const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return Object.fromEntries(entries);
	}
	return struct ? internalForm(struct, value as object) : value;
}

/** The same as indented JSON, as Go writes it: it makes signs of HTML harmless. */
export function internalJson(struct: string, value: object): string {
	const json = JSON.stringify(internalForm(struct, value), null, 1);
	return json.replace(/[<>&\u2028\u2029]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
