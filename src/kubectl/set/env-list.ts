/** `kubectl set env --list`, and with --resolve what stands behind the references (kubectl pkg/cmd/set/env). */
import type {ConfigMap, Secret} from '../../api/core-v1/config.ts';
import type {Container} from '../../api/core-v1/container.ts';
import type {EnvVar} from '../../api/core-v1/env.ts';
import type {PodSpec} from '../../api/core-v1/pod.ts';
import {metadataField} from '../../apimachinery/metadata-field.ts';
import type {KubernetesObject} from '../../apimachinery/object.ts';
import type {Client} from '../client.ts';
import {CommandError} from '../command.ts';
import {containerResource} from '../describe/env-sources.ts';
import {collectionPath, type Mapping} from '../resources.ts';

type Source = NonNullable<EnvVar['valueFrom']>;

/** What is listed, and how. */
export interface EnvListing {
	readonly object: KubernetesObject;
	readonly spec: PodSpec;
	/** The variables as they would be with what else the line says. */
	variablesOf(container: Container): readonly EnvVar[];
	/** Whether a container is one of those that were named. */
	isChosen(container: Container): boolean;
	/** Finds values; absent where only references are shown. */
	readonly resolver?: EnvResolver | undefined;
}

/** Prints the variables of each container, those that prepare the Pod last. @returns whether there was any */
export async function listEnvironment(client: Client, listing: EnvListing): Promise<boolean> {
	const {object, spec, resolver} = listing;
	const chosen = [...spec.containers, ...(spec.initContainers ?? [])].filter(one => listing.isChosen(one));
	for (const container of chosen) {
		client.io.out(`# ${object.kind} ${object.metadata.name}, container ${container.name}\n`);
		const failed = new Map<string, string[]>();
		for (const variable of listing.variablesOf(container)) {
			const {name, valueFrom} = variable;
			if (!valueFrom) {
				client.io.out(`${name}=${variable.value ?? ''}\n`);
				continue;
			}
			try {
				if (resolver) {
					client.io.out(`${name}=${await resolver.valueOf(valueFrom, object, container)}\n`);
					continue;
				}
			} catch (error) {
				const why = error instanceof Error ? error.message : String(error);
				failed.set(why, [...(failed.get(why) ?? []), name].sort());
			}
			client.io.out(`# ${name} from ${sourceText(valueFrom)}\n`);
		}
		const problems = [...failed].map(([why, names]) => `error retrieving reference for ${names.join(', ')}: ${why}\n`);
		for (const problem of problems.sort()) {
			client.io.err(problem);
		}
	}
	return chosen.length > 0;
}

/** Looks up what variables refer to; each ConfigMap and Secret once. */
export class EnvResolver {
	readonly #client: Client;
	readonly #namespace: string;
	readonly #found = new Map<string, Promise<ConfigMap | Secret>>();

	constructor(client: Client, namespace: string) {
		this.#client = client;
		this.#namespace = namespace;
	}

	/** @throws CommandError or StatusError where there is no such thing */
	async valueOf(source: Source, object: KubernetesObject, container: Container): Promise<string> {
		const {configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef} = source;
		if (secretKeyRef) {
			const value = (await this.#get('secrets', secretKeyRef.name ?? '')).data?.[secretKeyRef.key];
			if (value === undefined) {
				throw new CommandError(`key ${secretKeyRef.key} not found in secret ${secretKeyRef.name}`);
			}
			return new TextDecoder().decode(Uint8Array.from(atob(value), byte => byte.charCodeAt(0)));
		}
		if (configMapKeyRef) {
			const value = (await this.#get('configmaps', configMapKeyRef.name ?? '')).data?.[configMapKeyRef.key];
			if (value === undefined) {
				throw new CommandError(`key ${configMapKeyRef.key} not found in config map ${configMapKeyRef.name}`);
			}
			return value;
		}
		if (fieldRef) {
			return fieldOf(object, fieldRef.fieldPath);
		}
		if (resourceFieldRef) {
			const value = containerResource(container, resourceFieldRef);
			// What there is of it on the node is not known here.
			return value === 'node allocatable' ? '0' : value;
		}
		throw new CommandError('invalid valueFrom');
	}

	#get(resource: 'configmaps' | 'secrets', name: string): Promise<ConfigMap | Secret> {
		const key = `${resource}/${name}`;
		const mapping = {group: '', version: 'v1', resource, namespaced: true} as Mapping;
		const path = `${collectionPath(mapping, this.#namespace)}/${encodeURIComponent(name)}`;
		const found = this.#found.get(key) ?? this.#client.get<ConfigMap | Secret>(path);
		this.#found.set(key, found);
		return found;
	}
}

/** A field of the object itself, which for a workload is the workload's. */
function fieldOf({metadata}: KubernetesObject, path: string): string {
	const value = metadataField(metadata, path);
	if (value === undefined) {
		throw new CommandError(
			path.endsWith("']")
				? `fieldPath ${JSON.stringify(path)} does not support subscript`
				: `unsupported fieldPath: ${path}`,
		);
	}
	return value;
}

function sourceText({
	configMapKeyRef,
	secretKeyRef,
	fieldRef,
	resourceFieldRef,
}: NonNullable<EnvVar['valueFrom']>): string {
	if (configMapKeyRef) {
		return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
	}
	if (secretKeyRef) {
		return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
	}
	if (fieldRef) {
		return `field path ${fieldRef.fieldPath}`;
	}
	if (resourceFieldRef) {
		const of = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : '';
		return `resource field ${of}${resourceFieldRef.resource}`;
	}
	return 'invalid valueFrom';
}
