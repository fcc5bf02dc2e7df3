export type * from '../ui/host.ts';
