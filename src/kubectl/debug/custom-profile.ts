/** `--custom`: part of a container, from a file, that is merged into the debugger (kubectl pkg/cmd/debug/debug.go). */
import {Container} from '../../api/core-v1/container.ts';
import type {Pod} from '../../api/core-v1/pod.ts';
import {isMap, type JsonMap} from '../../apimachinery/patch-error.ts';
import {applyStrategicMergePatch} from '../../apimachinery/strategic-merge-patch.ts';
import {readDocuments} from '../../apimachinery/yaml/documents.ts';
import {CommandError} from '../command.ts';
import {FileError, type KubectlIo} from '../io.ts';
import {withContainer} from './profiles.ts';

/** @throws CommandError */
export function customProfileFrom(path: string, io: KubectlIo): Partial<Container> {
	let text: string;
	try {
		text = io.files.read(path);
	} catch (error) {
		if (!(error instanceof FileError)) {
			throw error;
		}
		const why = error.code === 'EISDIR' ? `read ${path}: is a directory` : `open ${path}: no such file or directory`;
		throw new CommandError(`must pass a container spec json file for custom profile: ${why}`);
	}
	try {
		const [first = {}] = readDocuments(text);
		if (isMap(first)) {
			return first as Partial<Container>;
		}
		throw new Error('yaml: unmarshal errors:\n  line 1: cannot unmarshal into v1.Container');
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CommandError(`${path} does not contain a valid container spec: ${why}`);
	}
}

/** The Pod with the profile merged into one of its containers, as a strategic merge patch is. */
export function withCustomProfile(pod: Pod, name: string, custom: Partial<Container>): Pod {
	return withContainer(pod, name, container => {
		const merged = applyStrategicMergePatch(container as unknown as JsonMap, {...custom, name}, Container);
		return merged as unknown as Container;
	});
}
