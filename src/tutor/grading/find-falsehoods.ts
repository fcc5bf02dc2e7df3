/** Finds in an answer what is not so about workloads, whatever it was asked. */
import {type Clause, readClauses} from './clauses.ts';
import {type Falsehood, falsehoods} from './falsehoods.ts';
import {meeting, parsePattern} from './pattern.ts';
import {type Topics, withTopics} from './topics.ts';

/** What an answer may speak of, each set against the others. */
const subjects = ['bare', 'deployment', 'replicaset', 'daemonset', 'statefulset'];

export interface FoundFalsehood {
	readonly falsehood: Falsehood;
	readonly pattern: string;
	readonly clause: Clause;
}

/** @param topics of the question: what "it" is, as long as nothing is named */
export function findFalsehoods(answer: string, topics: Topics | undefined): FoundFalsehood[] {
	const clauses = readClauses(answer);
	const named = new Set(clauses.flatMap(({words}) => words.flatMap(({concepts}) => concepts)));
	const whatever = withTopics(clauses, {asked: [], other: []});
	const about = new Map<string, readonly Clause[]>();
	for (const subject of subjects) {
		const asked = topics?.asked.includes(subject);
		if (asked || named.has(subject)) {
			const others = {asked: [subject], other: subjects.filter(other => other !== subject)};
			about.set(subject, withTopics(clauses, others, asked ? 'asked' : 'other'));
		}
	}
	return falsehoods.flatMap(falsehood => {
		const readings = falsehood.about?.map(subject => about.get(subject) ?? []) ?? [whatever];
		for (const pattern of falsehood.says.map(parsePattern)) {
			const clause = readings.map(said => meeting(pattern, said)).find(met => met !== undefined);
			if (clause) {
				return [{falsehood, pattern: pattern.text, clause}];
			}
		}
		return [];
	});
}
