import {expect, test} from 'vitest';
import {takenOver} from '../../src/kubectl/apply/managed-fields.ts';

const annotation = {'f:annotations': {'f:kubectl.kubernetes.io/last-applied-configuration': {}}};

function withFields(...managedFields: object[]) {
	return {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'web', managedFields}};
}

test('the fields of client-side applies go to the manager of server-side apply', () => {
	const ours = {manager: 'kubectl', operation: 'Apply', fieldsV1: {'f:spec': {'f:replicas': {}}}};
	const earlier = {
		manager: 'kubectl-client-side-apply',
		operation: 'Update',
		fieldsV1: {'f:metadata': annotation, 'f:spec': {'f:paused': {}}},
	};
	const scale = {manager: 'kubectl', operation: 'Update', subresource: 'scale', fieldsV1: {'f:spec': {}}};
	expect(takenOver(withFields(ours, earlier, scale), 'kubectl')).toEqual([
		{...ours, fieldsV1: {'f:metadata': annotation, 'f:spec': {'f:replicas': {}, 'f:paused': {}}}},
		scale,
	]);
});

test('without earlier client-side applies there is nothing to take over', () => {
	const ours = {manager: 'kubectl', operation: 'Apply', fieldsV1: {'f:spec': {}}};
	const editor = {manager: 'kubectl-edit', operation: 'Update', fieldsV1: {'f:spec': {'f:replicas': {}}}};
	expect(takenOver(withFields(ours, editor), 'kubectl')).toBeUndefined();
});
