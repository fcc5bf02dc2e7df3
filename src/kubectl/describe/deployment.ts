/** kubectl pkg/describe/describe.go describeDeployment. */
import {longTime, writeAnnotations, writeLabels} from './common.ts';
import {describerOf} from './describer.ts';
import {writePodTemplate} from './pod-template.ts';
import {type ReplicaSets, replicaSetsOf} from './replica-sets.ts';
import {selectorText} from './selector.ts';
import type {Deployment, ReplicaSet} from './types.ts';
import {writeWorkloadConditions} from './workload.ts';

export const describeDeployment = describerOf<Deployment, ReplicaSets>({
	gather: (deployment, {connection}) => replicaSetsOf(deployment, connection),
	write(w, {metadata, spec, status}, sets) {
		w.line(0, `Name:\t${metadata.name}`);
		w.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
		w.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
		writeLabels(w, 'Labels', metadata.labels);
		writeAnnotations(w, metadata.annotations);
		w.line(0, `Selector:\t${selectorText(spec.selector)}`);
		const counts = [
			`${spec.replicas} desired`,
			`${status?.updatedReplicas ?? 0} updated`,
			`${status?.replicas ?? 0} total`,
			`${status?.availableReplicas ?? 0} available`,
			`${status?.unavailableReplicas ?? 0} unavailable`,
		];
		w.line(0, `Replicas:\t${counts.join(' | ')}`);
		w.line(0, `StrategyType:\t${spec.strategy?.type ?? ''}`);
		w.line(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}`);
		const rolling = spec.strategy?.rollingUpdate;
		if (rolling) {
			w.line(0, `RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
		}
		writePodTemplate(w, spec.template);
		writeWorkloadConditions(w, status?.conditions);
		if (sets.old.length > 0 || sets.current) {
			w.line(0, `OldReplicaSets:\t${namesOf(sets.old)}`);
			w.line(0, `NewReplicaSet:\t${namesOf(sets.current ? [sets.current] : [])}`);
		}
	},
});

function namesOf(sets: readonly ReplicaSet[]): string {
	const texts = sets.map(
		({metadata, spec, status}) => `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas} replicas created)`,
	);
	return texts.length === 0 ? '<none>' : texts.join(', ');
}
