/** Calls back once at an instant of virtual time; returns what takes that back. It is no part of snapshots. */
export type Alarm = (instant: number, ring: () => void) => () => void;
