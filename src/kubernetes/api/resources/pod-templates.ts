/** Pod templates that stand by themselves (pkg/registry/core/podtemplate/strategy.go). */
import {PodTemplate} from '../../../api/core-v1/pod-template.ts';
import {semanticEqual} from '../../../apimachinery/equal.ts';
import {formatLabels} from '../../../apimachinery/labels.ts';
import {nameIsDnsSubdomain} from '../../../apimachinery/validation.ts';
import type {ResourceDefinition} from '../resource.ts';
import {nameColumn} from './columns.ts';
import {defaultPodSpec} from './pod-defaults.ts';
import {validatePodTemplateSpec} from './pod-validation.ts';
import {podTemplateWarnings} from './pod-warnings.ts';
import {withGeneration} from './strategy.ts';

export const podTemplates: ResourceDefinition<PodTemplate> = {
	group: '',
	version: 'v1',
	kind: 'PodTemplate',
	plural: 'podtemplates',
	singular: 'podtemplate',
	namespaced: true,
	schema: PodTemplate,
	validateName: nameIsDnsSubdomain,
	columns: [
		nameColumn,
		{
			name: 'Containers',
			type: 'string',
			description: 'The names of the containers in the template.',
			cell: ({template}) => template.spec.containers.map(({name}) => name).join(','),
		},
		{
			name: 'Images',
			type: 'string',
			description: 'The images of the containers in the template.',
			cell: ({template}) => template.spec.containers.map(({image}) => image ?? '').join(','),
		},
		{
			name: 'Pod Labels',
			type: 'string',
			description: 'The labels of the Pods that are made from the template.',
			cell: ({template}) => formatLabels(template.metadata.labels),
		},
	],
	strategy: {
		returnsDeleted: true,
		applyDefaults(podTemplate) {
			const {template} = podTemplate;
			const spec = defaultPodSpec(template.spec);
			return spec === template.spec ? podTemplate : {...podTemplate, template: {...template, spec}};
		},
		prepareForCreate: podTemplate => withGeneration(podTemplate, 1),
		prepareForUpdate(next, old) {
			const generation = old.metadata.generation ?? 0;
			return withGeneration(next, semanticEqual(next.template, old.template) ? generation : generation + 1);
		},
		validate: ({template}) => validatePodTemplateSpec(template, 'template'),
		validateUpdate: ({template}) => validatePodTemplateSpec(template, 'template'),
		warnings: (next, old) =>
			old && old.metadata.generation === next.metadata.generation ? [] : podTemplateWarnings(next.template, 'template'),
	},
};
