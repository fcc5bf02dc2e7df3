/** Steps where Kubernetes leaves the answer to chance, by scenario and number. recordings/README.md has the reasons. */
export const stepsByChance: Readonly<Record<string, readonly number[]>> = {
	'deployment-rollout-rollback': [15],
	'deployment-server-side': [5, 9],
};
