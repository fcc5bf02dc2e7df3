/** kubectl pkg/describe/describe.go describeEndpoints. */
import {orNone, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {Endpoints} from './types.ts';

export const describeEndpoints = describerOf<Endpoints>({
	write(w, {metadata, subsets}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, 'Subsets:');
		for (const {addresses, notReadyAddresses, ports} of subsets ?? []) {
			w.line(1, `Addresses:\t${orNone(addresses?.map(({ip}) => ip).join(','))}`);
			w.line(1, `NotReadyAddresses:\t${orNone(notReadyAddresses?.map(({ip}) => ip).join(','))}`);
			if (ports && ports.length > 0) {
				w.line(1, 'Ports:');
				w.line(2, 'Name\tPort\tProtocol');
				w.line(2, '----\t----\t--------');
				for (const {name, port, protocol} of ports) {
					w.line(2, `${name || '<unset>'}\t${port}\t${protocol}`);
				}
			}
			w.line(0, '');
		}
	},
});
