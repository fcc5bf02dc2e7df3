/**
 * What the API server's admission plugins do with a new Pod: ServiceAccount, Priority, DefaultTolerationSeconds,
 * RuntimeClass and LimitRanger (plugin/pkg/admission).
 */
import type {Toleration} from '../../../api/core-v1/affinity.ts';
import type {Container, VolumeMount} from '../../../api/core-v1/container.ts';
import type {Pod, PodSpec} from '../../../api/core-v1/pod.ts';
import type {Volume} from '../../../api/core-v1/volumes.ts';
import {extended, type KubernetesObject} from '../../../apimachinery/object.ts';
import {forbidden, type StatusError} from '../../../apimachinery/status.ts';
import type {StrategyContext} from '../resource.ts';
import {podLimitProblem, withLimitDefaults} from './limit-ranger.ts';

const pods = {group: '', resource: 'pods'};
const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const tokenVolumePrefix = 'kube-api-access-';
const mirrorAnnotation = 'kubernetes.io/config.mirror';

interface ServiceAccountLike extends KubernetesObject {
	readonly automountServiceAccountToken?: boolean;
	readonly imagePullSecrets?: readonly {readonly name?: string}[];
}

interface PriorityClassLike extends KubernetesObject {
	readonly value: number;
	readonly globalDefault?: boolean;
	readonly preemptionPolicy?: string;
}

/** Throws Forbidden where the Pod names a service account, a priority class or a runtime class that is not there. */
export function admitPod(pod: Pod, context: StrategyContext): Pod {
	const refuse = (why: string): StatusError =>
		forbidden(pods, pod.metadata.name || pod.metadata.generateName || 'Unknown', why);
	const {spec} = pod;
	const added: Added = {};
	if (pod.metadata.annotations?.[mirrorAnnotation] === undefined) {
		addServiceAccount(added, pod, context, refuse);
	} else if (spec.serviceAccountName) {
		throw refuse('a mirror pod may not reference service accounts');
	}
	addPriority(added, spec, context, refuse);
	added.tolerations = withDefaultTolerations(spec.tolerations);
	if (spec.runtimeClassName !== undefined && !context.get('runtimeclasses.node.k8s.io', '', spec.runtimeClassName)) {
		throw refuse(`pod rejected: RuntimeClass ${JSON.stringify(spec.runtimeClassName)} not found`);
	}
	return withLimitDefaults({...pod, spec: extended(spec, added)}, context);
}

/** What the plugins have put into the spec so far. */
type Added = {-readonly [K in keyof PodSpec]?: PodSpec[K]};

/** Throws Forbidden where the limits of the namespace do not allow the Pod. */
export function checkPodLimits(pod: Pod, context: StrategyContext): void {
	const problem = podLimitProblem(pod, context);
	if (problem) {
		throw forbidden(pods, pod.metadata.name, problem);
	}
}

type Refuse = (why: string) => StatusError;

function addServiceAccount(added: Added, {metadata, spec}: Pod, context: StrategyContext, refuse: Refuse): void {
	const name = spec.serviceAccountName || 'default';
	const namespace = metadata.namespace ?? '';
	const account = context.get('serviceaccounts', namespace, name) as ServiceAccountLike | undefined;
	if (!account) {
		const notFound = `serviceaccount ${JSON.stringify(name)} not found`;
		throw refuse(`error looking up service account ${namespace}/${name}: ${notFound}`);
	}
	added.serviceAccountName = name;
	added.serviceAccount = name;
	if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) {
		addToken(added, spec, context);
	}
	const secrets = account.imagePullSecrets ?? [];
	if (!spec.imagePullSecrets?.length && secrets.length > 0) {
		added.imagePullSecrets = secrets.map(secret => ({name: secret.name}));
	}
}

/** Puts the service account's token into every container that has nothing at its place. */
function addToken(added: Added, spec: PodSpec, {random}: StrategyContext): void {
	const existing = spec.volumes?.find(volume => volume.name.startsWith(tokenVolumePrefix));
	const name = existing?.name ?? tokenVolumePrefix + random.suffix();
	const mount: VolumeMount = {name, readOnly: true, mountPath: tokenPath};
	let needed = false;
	const withMount = (container: Container): Container => {
		if (container.volumeMounts?.some(other => other.mountPath === tokenPath)) {
			return container;
		}
		needed = true;
		return extended(container, {volumeMounts: [...(container.volumeMounts ?? []), mount]});
	};
	if (spec.initContainers) {
		added.initContainers = spec.initContainers.map(withMount);
	}
	added.containers = (spec.containers ?? []).map(withMount);
	if (needed && !existing) {
		added.volumes = [...(spec.volumes ?? []), {name, projected: tokenFiles}];
	}
}

/** What the volume of a token holds, the same in every Pod. */
const tokenFiles: NonNullable<Volume['projected']> = {
	sources: [
		// One hour, and seven seconds by which such tokens are told from those that were asked for.
		{serviceAccountToken: {expirationSeconds: 3607, path: 'token'}},
		{configMap: {name: 'kube-root-ca.crt', items: [{key: 'ca.crt', path: 'ca.crt'}]}},
		{downwardAPI: {items: [{path: 'namespace', fieldRef: {apiVersion: 'v1', fieldPath: 'metadata.namespace'}}]}},
	],
	defaultMode: 0o644,
};

function addPriority(added: Added, spec: PodSpec, context: StrategyContext, refuse: Refuse): void {
	const name = spec.priorityClassName;
	const found = name ? namedClass(name, context) : defaultClass(context);
	if (name && !found) {
		throw refuse(`no PriorityClass with name ${name} was found`);
	}
	const priority = found?.value ?? 0;
	const policy = found ? found.preemptionPolicy : 'PreemptLowerPriority';
	const computed = 'priority admission controller computed';
	if (spec.priority !== undefined && spec.priority !== priority) {
		const given = `the integer value of priority (${spec.priority}) must not be provided in pod spec`;
		throw refuse(`${given}; ${computed} ${priority} from the given PriorityClass name`);
	}
	if (policy !== undefined && spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
		const given = `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec`;
		throw refuse(`${given}; ${computed} ${policy} from the given PriorityClass name`);
	}
	if (!name && found) {
		added.priorityClassName = found.metadata.name;
	}
	added.priority = priority;
	if (policy !== undefined) {
		added.preemptionPolicy = policy;
	}
}

function namedClass(name: string, context: StrategyContext): PriorityClassLike | undefined {
	return context.get('priorityclasses.scheduling.k8s.io', '', name) as PriorityClassLike | undefined;
}

/** Of several classes that are the default for all, the lowest counts. */
function defaultClass(context: StrategyContext): PriorityClassLike | undefined {
	let lowest: PriorityClassLike | undefined;
	for (const each of context.list('priorityclasses.scheduling.k8s.io') as readonly PriorityClassLike[]) {
		if (each.globalDefault && (!lowest || each.value < lowest.value)) {
			lowest = each;
		}
	}
	return lowest;
}

const defaultTolerations: readonly Toleration[] = [
	'node.kubernetes.io/not-ready',
	'node.kubernetes.io/unreachable',
].map(key => ({key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300}));

/** A Pod stays for five minutes on a node that is not ready or cannot be reached, unless it says otherwise. */
export function withDefaultTolerations(tolerations: readonly Toleration[] | undefined): readonly Toleration[] {
	if (!tolerations) {
		return defaultTolerations;
	}
	const added = defaultTolerations.filter(
		({key: taint}) =>
			!tolerations.some(({key, effect}) => (!key || key === taint) && (!effect || effect === 'NoExecute')),
	);
	return added.length > 0 ? [...tolerations, ...added] : tolerations;
}
