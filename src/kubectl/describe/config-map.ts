/** kubectl pkg/describe/describe.go ConfigMapDescriber. */
import {byKey, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {ConfigMap} from './types.ts';

export const describeConfigMap = describerOf<ConfigMap>({
	write(w, {metadata, data, binaryData}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.write(0, '\nData\n====\n');
		for (const [key, value] of Object.entries(data ?? {}).sort(byKey)) {
			w.write(0, `${key}:\n----\n${value}\n\n`);
		}
		w.write(0, '\nBinaryData\n====\n');
		for (const [key, value] of Object.entries(binaryData ?? {}).sort(byKey)) {
			w.line(0, `${key}: ${base64Length(value)} bytes`);
		}
		w.line(0, '');
	},
});

/** How many bytes a base64 text stands for. */
export function base64Length(text: string): number {
	return Math.floor((text.replace(/[=\s]/g, '').length * 3) / 4);
}
