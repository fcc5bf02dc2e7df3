/** Workloads: Deployments, ReplicaSets, DaemonSets, StatefulSets and their revisions. */
export * from './apps-v1/controller-revision.ts';
export * from './apps-v1/daemon-set.ts';
export * from './apps-v1/deployment.ts';
export * from './apps-v1/replica-set.ts';
export * from './apps-v1/stateful-set.ts';
