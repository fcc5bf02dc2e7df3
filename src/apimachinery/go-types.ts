/**
 * How upstream's Go structs hold what the schema describes. It decides two things that a client sees: the words for a
 * value of the wrong type, and whether a value that is empty is kept (a pointer to it) or the same as none
 * (`omitempty`).
 */
import type {Field, Message, Type} from './schema.ts';

/**
 * The fields of simple types that are pointers (`*`) or have a type of their own name
 * (k8s.io/api, k8s.io/apimachinery/pkg/apis/meta/v1: types.go).
 */
const goFields = `
AppArmorProfile: type=AppArmorProfileType localhostProfile=*
AttachedVolume: name=UniqueVolumeName
AzureDiskVolumeSource: cachingMode=*AzureDataDiskCachingMode fsType=* readOnly=* kind=*AzureDataDiskKind
AzureFilePersistentVolumeSource: secretNamespace=*
CSIVolumeSource: readOnly=* fsType=*
Capabilities: add=[]Capability drop=[]Capability
ClientIPConfig: timeoutSeconds=*
ClusterTrustBundleProjection: name=* signerName=* optional=*
Condition: status=ConditionStatus
ConfigMap: immutable=*
ConfigMapEnvSource: optional=*
ConfigMapKeySelector: optional=*
ConfigMapNodeConfigSource: uid=types.UID
ConfigMapProjection: optional=*
ConfigMapVolumeSource: defaultMode=* optional=*
Container: restartPolicy=*ContainerRestartPolicy terminationMessagePolicy=TerminationMessagePolicy imagePullPolicy=PullPolicy
ContainerPort: protocol=Protocol
ContainerResizePolicy: resourceName=ResourceName restartPolicy=ResourceResizeRestartPolicy
ContainerRestartRule: action=ContainerRestartRuleAction
ContainerRestartRuleOnExitCodes: operator=ContainerRestartRuleOnExitCodesOperator
ContainerStatus: started=* allocatedResources=ResourceList stopSignal=*Signal
CronJobSpec: timeZone=* startingDeadlineSeconds=* concurrencyPolicy=ConcurrencyPolicy suspend=* successfulJobsHistoryLimit=* failedJobsHistoryLimit=*
DaemonSetCondition: type=DaemonSetConditionType status=ConditionStatus
DaemonSetSpec: revisionHistoryLimit=*
DaemonSetStatus: collisionCount=*
DaemonSetUpdateStrategy: type=DaemonSetUpdateStrategyType
DeleteOptions: gracePeriodSeconds=* orphanDependents=* propagationPolicy=*DeletionPropagation ignoreStoreReadErrorWithClusterBreakingPotential=*
DeploymentCondition: type=DeploymentConditionType status=ConditionStatus
DeploymentSpec: replicas=* revisionHistoryLimit=* progressDeadlineSeconds=*
DeploymentStatus: terminatingReplicas=* collisionCount=*
DeploymentStrategy: type=DeploymentStrategyType
DownwardAPIVolumeFile: mode=*
DownwardAPIVolumeSource: defaultMode=*
EmptyDirVolumeSource: medium=StorageMedium
Endpoint: hostname=* nodeName=* zone=*
EndpointConditions: ready=* serving=* terminating=*
EndpointPort: protocol=Protocol appProtocol=*
EndpointSlice: addressType=AddressType
FCVolumeSource: lun=*
FileKeySelector: optional=*
GRPCAction: service=*
GlusterfsPersistentVolumeSource: endpointsNamespace=*
HPAScalingPolicy: type=HPAScalingPolicyType
HPAScalingRules: stabilizationWindowSeconds=* selectPolicy=*ScalingPolicySelect
HTTPGetAction: scheme=URIScheme
HTTPIngressPath: pathType=*PathType
HorizontalPodAutoscalerCondition: type=HorizontalPodAutoscalerConditionType status=ConditionStatus
HorizontalPodAutoscalerSpec: minReplicas=* targetCPUUtilizationPercentage=*
HorizontalPodAutoscalerStatus: observedGeneration=* currentCPUUtilizationPercentage=*
HostPathVolumeSource: type=*HostPathType
ISCSIPersistentVolumeSource: initiatorName=*
ISCSIVolumeSource: initiatorName=*
ImageVolumeSource: pullPolicy=PullPolicy
IngressPortStatus: protocol=Protocol error=*
IngressSpec: ingressClassName=*
JobCondition: type=JobConditionType status=ConditionStatus
JobSpec: parallelism=* completions=* activeDeadlineSeconds=* backoffLimit=* backoffLimitPerIndex=* maxFailedIndexes=* manualSelector=* ttlSecondsAfterFinished=* completionMode=*CompletionMode suspend=* podReplacementPolicy=*PodReplacementPolicy managedBy=*
JobStatus: terminating=* failedIndexes=* ready=*
KeyToPath: mode=*
LabelSelectorRequirement: operator=LabelSelectorOperator
LeaseSpec: holderIdentity=* leaseDurationSeconds=* leaseTransitions=* strategy=*CoordinatedLeaseStrategy preferredHolder=*
Lifecycle: stopSignal=*Signal
LimitRangeItem: type=LimitType max=ResourceList min=ResourceList default=ResourceList defaultRequest=ResourceList maxLimitRequestRatio=ResourceList
ListMeta: remainingItemCount=*
LoadBalancerIngress: ipMode=*LoadBalancerIPMode
LocalVolumeSource: fsType=*
ManagedFieldsEntry: operation=ManagedFieldsOperationType
MetricSpec: type=MetricSourceType
MetricStatus: type=MetricSourceType
MetricTarget: type=MetricTargetType averageUtilization=*
MetricValueStatus: averageUtilization=*
ModifyVolumeStatus: status=PersistentVolumeClaimModifyVolumeStatus
NamespaceCondition: type=NamespaceConditionType status=ConditionStatus
NamespaceSpec: finalizers=[]FinalizerName
NamespaceStatus: phase=NamespacePhase
NodeAddress: type=NodeAddressType
NodeCondition: type=NodeConditionType status=ConditionStatus
NodeFeatures: supplementalGroupsPolicy=*
NodeRuntimeHandlerFeatures: recursiveReadOnlyMounts=* userNamespaces=*
NodeSelectorRequirement: operator=NodeSelectorOperator
NodeStatus: capacity=ResourceList allocatable=ResourceList phase=NodePhase volumesInUse=[]UniqueVolumeName
NodeSwapStatus: capacity=*
ObjectMeta: uid=types.UID deletionGracePeriodSeconds=*
ObjectReference: uid=types.UID
OwnerReference: uid=types.UID controller=* blockOwnerDeletion=*
PersistentVolumeClaimCondition: type=PersistentVolumeClaimConditionType status=ConditionStatus
PersistentVolumeClaimSpec: accessModes=[]PersistentVolumeAccessMode storageClassName=* volumeMode=*PersistentVolumeMode volumeAttributesClassName=*
PersistentVolumeClaimStatus: phase=PersistentVolumeClaimPhase accessModes=[]PersistentVolumeAccessMode capacity=ResourceList allocatedResources=ResourceList allocatedResourceStatuses=map[ResourceName]ClaimResourceStatus currentVolumeAttributesClassName=*
PersistentVolumeSpec: capacity=ResourceList accessModes=[]PersistentVolumeAccessMode persistentVolumeReclaimPolicy=PersistentVolumeReclaimPolicy volumeMode=*PersistentVolumeMode volumeAttributesClassName=*
PersistentVolumeStatus: phase=PersistentVolumePhase
PodCertificateProjection: maxExpirationSeconds=*
PodCondition: type=PodConditionType status=ConditionStatus
PodDNSConfigOption: value=*
PodDisruptionBudgetSpec: unhealthyPodEvictionPolicy=*UnhealthyPodEvictionPolicyType
PodFailurePolicyOnExitCodesRequirement: containerName=* operator=PodFailurePolicyOnExitCodesOperator
PodFailurePolicyOnPodConditionsPattern: type=PodConditionType status=ConditionStatus
PodFailurePolicyRule: action=PodFailurePolicyAction
PodOS: name=OSName
PodReadinessGate: conditionType=PodConditionType
PodResourceClaim: resourceClaimName=* resourceClaimTemplateName=*
PodResourceClaimStatus: resourceClaimName=*
PodSchedulingGroup: podGroupName=*
PodSecurityContext: runAsUser=* runAsGroup=* runAsNonRoot=* supplementalGroupsPolicy=*SupplementalGroupsPolicy fsGroup=* fsGroupChangePolicy=*PodFSGroupChangePolicy seLinuxChangePolicy=*PodSELinuxChangePolicy
PodSpec: restartPolicy=RestartPolicy terminationGracePeriodSeconds=* activeDeadlineSeconds=* dnsPolicy=DNSPolicy automountServiceAccountToken=* shareProcessNamespace=* priority=* runtimeClassName=* enableServiceLinks=* preemptionPolicy=*PreemptionPolicy overhead=ResourceList setHostnameAsFQDN=* hostUsers=* hostnameOverride=*
PodStatus: phase=PodPhase qosClass=PodQOSClass resize=PodResizeStatus allocatedResources=ResourceList
PortStatus: protocol=Protocol error=*
Preconditions: uid=*types.UID
PriorityClass: preemptionPolicy=*PreemptionPolicy
Probe: terminationGracePeriodSeconds=*
ProjectedVolumeSource: defaultMode=*
ReplicaSetCondition: type=ReplicaSetConditionType status=ConditionStatus
ReplicaSetSpec: replicas=*
ReplicaSetStatus: terminatingReplicas=*
ReplicationControllerCondition: type=ReplicationControllerConditionType status=ConditionStatus
ReplicationControllerSpec: replicas=*
ResourceHealth: resourceID=ResourceID health=ResourceHealthStatus message=*
ResourceQuotaSpec: hard=ResourceList scopes=[]ResourceQuotaScope
ResourceQuotaStatus: hard=ResourceList used=ResourceList
ResourceRequirements: limits=ResourceList requests=ResourceList
ResourceStatus: name=ResourceName
RollingUpdateStatefulSetStrategy: partition=*
ScopedResourceSelectorRequirement: scopeName=ResourceQuotaScope operator=ScopeSelectorOperator
SeccompProfile: type=SeccompProfileType localhostProfile=*
Secret: immutable=* type=SecretType
SecretEnvSource: optional=*
SecretKeySelector: optional=*
SecretProjection: optional=*
SecretVolumeSource: defaultMode=* optional=*
SecurityContext: privileged=* runAsUser=* runAsGroup=* runAsNonRoot=* readOnlyRootFilesystem=* allowPrivilegeEscalation=* procMount=*ProcMountType
ServiceAccount: automountServiceAccountToken=*
ServiceAccountTokenProjection: expirationSeconds=*
ServicePort: protocol=Protocol appProtocol=*
ServiceSpec: type=ServiceType sessionAffinity=ServiceAffinity externalTrafficPolicy=ServiceExternalTrafficPolicy ipFamilies=[]IPFamily ipFamilyPolicy=*IPFamilyPolicy allocateLoadBalancerNodePorts=* loadBalancerClass=* internalTrafficPolicy=*ServiceInternalTrafficPolicy trafficDistribution=*
StatefulSetCondition: type=StatefulSetConditionType status=ConditionStatus
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted=PersistentVolumeClaimRetentionPolicyType whenScaled=PersistentVolumeClaimRetentionPolicyType
StatefulSetSpec: replicas=* podManagementPolicy=PodManagementPolicyType revisionHistoryLimit=*
StatefulSetStatus: collisionCount=*
StatefulSetUpdateStrategy: type=StatefulSetUpdateStrategyType
Status: reason=StatusReason
StatusCause: reason=CauseType
StatusDetails: uid=types.UID
StorageClass: reclaimPolicy=*PersistentVolumeReclaimPolicy allowVolumeExpansion=* volumeBindingMode=*VolumeBindingMode
SuccessPolicyRule: succeededIndexes=* succeededCount=*
Taint: effect=TaintEffect
Toleration: operator=TolerationOperator effect=TaintEffect tolerationSeconds=*
TopologySpreadConstraint: whenUnsatisfiable=UnsatisfiableConstraintAction minDomains=* nodeAffinityPolicy=*NodeInclusionPolicy nodeTaintsPolicy=*NodeInclusionPolicy
TypedLocalObjectReference: apiGroup=*
TypedObjectReference: apiGroup=* namespace=*
UncountedTerminatedPods: succeeded=[]types.UID failed=[]types.UID
VolumeMount: recursiveReadOnly=*RecursiveReadOnlyMode mountPropagation=*MountPropagationMode
VolumeMountStatus: recursiveReadOnly=*RecursiveReadOnlyMode
VolumeResourceRequirements: limits=ResourceList requests=ResourceList
WindowsSecurityContextOptions: gmsaCredentialSpecName=* gmsaCredentialSpec=* runAsUserName=* hostProcess=*
`;

/** The structs that others embed: an error's path names them. */
const embeddedStructs: Readonly<Record<string, string>> = {
	ConfigMapEnvSource: 'LocalObjectReference',
	ConfigMapKeySelector: 'LocalObjectReference',
	ConfigMapProjection: 'LocalObjectReference',
	ConfigMapVolumeSource: 'LocalObjectReference',
	EphemeralContainer: 'EphemeralContainerCommon',
	IngressRule: 'IngressRuleValue',
	PersistentVolumeSpec: 'PersistentVolumeSource',
	Probe: 'ProbeHandler',
	SecretEnvSource: 'LocalObjectReference',
	SecretKeySelector: 'LocalObjectReference',
	SecretProjection: 'LocalObjectReference',
	Volume: 'VolumeSource',
};

let known: Map<string, string> | undefined;

function lookUp(message: Message, name: string): string | undefined {
	if (!known) {
		known = new Map();
		for (const line of goFields.trim().split('\n')) {
			const [struct = '', fields = ''] = line.split(': ');
			for (const entry of fields.split(' ')) {
				const [field, goType = ''] = entry.split(/=(.*)/s);
				known.set(`${struct}.${field}`, goType);
			}
		}
	}
	const struct = message.name === 'EphemeralContainer' ? 'Container' : message.name;
	return known.get(`${struct}.${name}`) ?? known.get(`${message.name}.${name}`);
}

/** The struct that a message embeds and that the field belongs to. */
export function embeddedStruct(message: Message, field: Field): string | undefined {
	return field.embeddedIn === undefined ? undefined : embeddedStructs[message.name];
}

/** Whether an empty value of the field is a value: it is in a list or map, behind a pointer or always written. */
export function keepsEmpty(message: Message, name: string, field: Field): boolean {
	return field.required === true || (field.present && 'default' in field && isEmptyValue(field.default))
		? true
		: (lookUp(message, name)?.startsWith('*') ?? false);
}

function isEmptyValue(value: unknown): boolean {
	return value === '' || value === 0 || value === false || value === null || value === '0' || typeof value === 'object';
}

/** The field's type as Go prints it, such as `v1.PullPolicy` or `[]v1.Container`. */
export function goFieldType(message: Message, name: string, type: Type): string {
	const own = lookUp(message, name)?.replace(/^\*/, '');
	return own ? own.replace(/([^.\w]|^)(?!string\b|map\b|types\.)([A-Z]\w*)/g, '$1v1.$2') : goType(type);
}

/** The type of a list's items or a map's values, given the type of the whole. */
export function goItemType(ofWhole: string, type: Type): string {
	return ofWhole.startsWith('[]') ? ofWhole.slice(2) : goType(type);
}

export function goType(type: Type): string {
	switch (type.kind) {
		case 'list':
			return `[]${goType(type.items)}`;
		case 'map':
			return `map[string]${goType(type.values)}`;
		case 'message':
			return `v1.${type.message().name}`;
		case 'double':
			return 'float64';
		case 'bytes':
			return '[]uint8';
		case 'quantity':
			return 'resource.Quantity';
		case 'intOrString':
			return 'intstr.IntOrString';
		case 'time':
			return 'v1.Time';
		case 'microTime':
			return 'v1.MicroTime';
		case 'duration':
			return 'v1.Duration';
		case 'any':
			return 'interface {}';
		default:
			return type.kind;
	}
}
