/** kubectl pkg/describe/describe.go describeSecret: sizes, never the values. */
import {byKey, writeAnnotations, writeLabels} from './common.ts';
import {base64Length} from './config-map.ts';
import {describerOf} from './describer.ts';
import type {Secret} from './types.ts';

export const describeSecret = describerOf<Secret>({
	noEvents: true,
	write(w, {metadata, type, data}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.write(0, `\nType:\t${type ?? ''}\n`);
		w.write(0, '\nData\n====\n');
		for (const [key, value] of Object.entries(data ?? {}).sort(byKey)) {
			const token = key === 'token' && type === 'kubernetes.io/service-account-token';
			w.line(0, `${key}:\t${token ? atob(value) : `${base64Length(value)} bytes`}`);
		}
	},
});
