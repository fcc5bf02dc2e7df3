/** kubectl pkg/describe/describe.go describeServiceAccount. */
import {writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {ServiceAccount} from './types.ts';

const title = 'Image pull secrets:';

export const describeServiceAccount = describerOf<ServiceAccount>({
	write(w, {metadata, imagePullSecrets}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		const names = (imagePullSecrets ?? []).map(({name}) => name ?? '');
		for (const [i, name] of (names.length === 0 ? ['<none>'] : names).entries()) {
			w.line(0, `${i === 0 ? title : ' '.repeat(title.length)}\t${name}`);
		}
	},
});
