/** kubectl pkg/describe/describe.go describeEndpointSliceV1. */
import {orNone, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import type {EndpointSlice} from './types.ts';

export const describeEndpointSlice = describerOf<EndpointSlice>({
	write(w, {metadata, addressType, ports, endpoints}) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `AddressType:\t${addressType}`);
		if (!ports || ports.length === 0) {
			w.line(0, 'Ports: <unset>');
		} else {
			w.line(0, 'Ports:');
			w.line(1, 'Name\tPort\tProtocol');
			w.line(1, '----\t----\t--------');
			for (const {name, port, protocol} of ports) {
				w.line(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}`);
			}
		}
		if (!endpoints || endpoints.length === 0) {
			w.line(0, 'Endpoints: <none>');
			return;
		}
		w.line(0, 'Endpoints:');
		for (const {addresses, conditions, hostname, targetRef, nodeName, zone} of endpoints) {
			w.line(1, `- Addresses:\t${orNone(addresses.join(', '))}`);
			w.line(2, 'Conditions:');
			w.line(3, `Ready:\t${conditions?.ready ?? '<unset>'}`);
			w.line(2, `Hostname:\t${hostname ?? '<unset>'}`);
			if (targetRef) {
				w.line(2, `TargetRef:\t${targetRef.kind}/${targetRef.name}`);
			}
			w.line(2, `NodeName:\t${nodeName ?? '<unset>'}`);
			w.line(2, `Zone:\t${zone ?? '<unset>'}`);
		}
	},
});
