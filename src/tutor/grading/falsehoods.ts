/**
 * What is not so about workloads, whatever the question is: said beside a right answer, each of these keeps it from being
 * right. Mistakes that only one question invites stand with that question (`misconceptions`).
 *
 * `about` names the concepts whose mistake it is: its patterns are met by what an answer says of one of these, be it
 * named there or "it" because the question asks about it. Without `about` a pattern names everything itself.
 */
import {podFalsehoods} from './falsehoods-pods.ts';
import {replicaFalsehoods} from './falsehoods-replicas.ts';
import {setFalsehoods} from './falsehoods-sets.ts';

export interface Falsehood {
	readonly id: string;
	readonly about?: readonly string[];
	/** How it really is. */
	readonly reply: string;
	/** The ways people say it, in the pattern language of pattern.ts. */
	readonly says: readonly string[];
}

export const falsehoods: readonly Falsehood[] = [...podFalsehoods, ...replicaFalsehoods, ...setFalsehoods];
