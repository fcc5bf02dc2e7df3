/** What the server warns of in a Job, or in the template of a CronJob (pkg/api/job/warnings.go). */
import type {JobSpec} from '../../../../api/batch-v1.ts';
import {podTemplateWarnings} from '../pod-warnings.ts';

const manyCompletions = 100_000;
const highParallelism = 10_000;
const tooManyIndexes =
	'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';

/** @param field where the spec stands, such as `spec` */
export function jobSpecWarnings(spec: JobSpec, field: string): string[] {
	const {completionMode, completions = 0, parallelism = 0, template} = spec;
	const many = completionMode === 'Indexed' && completions > manyCompletions && parallelism > highParallelism;
	return [...(many ? [`${field}: ${tooManyIndexes}`] : []), ...podTemplateWarnings(template, `${field}.template`)];
}
