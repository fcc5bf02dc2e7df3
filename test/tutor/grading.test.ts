import {readFileSync} from 'node:fs';
import {Ajv} from 'ajv';
import fc from 'fast-check';
import {load} from 'js-yaml';
import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {falsehoods} from '../../src/tutor/grading/falsehoods.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {correct} from '../../src/tutor/grading/lexicon.ts';
import {parsePattern} from '../../src/tutor/grading/pattern.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const questions = allQuestions('missions').filter(({kind}) => kind !== 'fact');
const allVerdicts = ['right', 'partial', 'wrong'] as const;

describe('the questions that missions share', () => {
	const ajv = new Ajv({allErrors: true, strict: false});
	it.each([
		['questions.yaml', 'questions'],
		['questions.en.yaml', 'questions-words'],
	])('%s keeps to its schema', (file, schema) => {
		const validate = ajv.compile(JSON.parse(readFileSync(`assets/schemas/${schema}.schema.json`, 'utf8')));
		expect(validate(load(readFileSync(`missions/${file}`, 'utf8'))) || validate.errors).toBe(true);
	});
});

describe.each(questions)('$id', question => {
	// A choice is right or wrong.
	const verdicts = allVerdicts.filter(verdict => verdict !== 'partial' || question.kind !== 'choice');

	it('has twelve sample answers or more of each verdict', () => {
		for (const verdict of verdicts) {
			expect(question.samples[verdict].length, verdict).toBeGreaterThanOrEqual(12);
		}
	});

	it('takes its own model answer for right', () => {
		expect(gradeAnswer(question, question.answer, viewOf([]))).toMatchObject({verdict: 'right', wrong: []});
	});

	it('never says the same twice', () => {
		for (const answer of Object.values(question.samples).flat()) {
			const {there, missing, wrong} = gradeAnswer(question, answer, viewOf([]));
			const lines = [...there, ...missing, ...wrong];
			expect(new Set(lines).size, answer).toBe(lines.length);
		}
	});

	it.each(verdicts.flatMap(verdict => question.samples[verdict].map(answer => ({verdict, answer}))))(
		'$verdict: $answer',
		({verdict, answer}) => {
			const grade = gradeAnswer(question, answer, viewOf([]));
			expect(grade.verdict, JSON.stringify(grade)).toBe(verdict);
		},
	);
});

describe('a pattern', () => {
	it('has no word that would be taken for a typing error', () => {
		const says = [
			...falsehoods.flatMap(falsehood => falsehood.says),
			...questions.flatMap(question =>
				question.kind === 'words'
					? [...question.rubric.ideas, ...question.rubric.misconceptions].flatMap(entry => entry.says)
					: [],
			),
		];
		const words = new Set(
			says.flatMap(pattern => pattern.replace(/@\w+/g, '').match(/(?<![\w-])[a-z]+(?![\w-])/g) ?? []),
		);
		expect([...words].filter(word => correct(word) !== word)).toEqual([]);
	});

	it('may only name concepts that the lexicon has', () => {
		expect(() => parsePattern('+@recreate @nonsense')).toThrow('not in the lexicon: nonsense');
	});
});

it('does not take a guess for knowledge', () => {
	const question = allQuestions('missions').find(({id}) => id === 'why-not-bare-pod')!;
	expect(gradeAnswer(question, 'no idea, it just vanishes', viewOf([])).verdict).toBe('partial');
	expect(gradeAnswer(question, 'it just vanishes', viewOf([])).verdict).toBe('right');
});

describe('the reading of an answer', () => {
	const verdictOn = (id: string, answer: string) =>
		gradeAnswer(allQuestions('missions').find(question => question.id === id)!, answer, viewOf([])).verdict;

	it.each([
		// Who does it is said once for two verbs.
		['what-replicaset-does', 'It keeps N Pods running, and the Deployment manages it and does the rollouts.', 'right'],
		['what-replicaset-does', 'It keeps N Pods running and manages Deployments.', 'partial'],
		// One verb has two things.
		['statefulset-extras', 'It keeps the name and the disk of each Pod.', 'right'],
		// Brackets interrupt a sentence.
		['daemonset-purpose', 'All (or most) nodes run one, so their number is the number of Pods.', 'right'],
		// "from … by": only what is kept from happening is denied.
		['what-replicaset-does', 'It keeps Pods from being lost by starting new ones; a Deployment manages it.', 'right'],
		['why-not-bare-pod', 'Who makes it again? Nobody.', 'right'],
		['why-not-bare-pod', 'Self-healing is missing.', 'right'],
		['why-not-bare-pod', 'Self-healing is not missing.', 'wrong'],
		// A reason that is none.
		['daemonset-purpose', 'A Pod on every node; you set no replicas because that is safer.', 'partial'],
		// Who refuses a statement says the opposite of all of it.
		['why-not-bare-pod', 'It is not true that no controller watches it, so it is never recreated.', 'wrong'],
		['why-not-bare-pod', '"Nothing recreates it" is a myth.', 'wrong'],
		['why-not-bare-pod', 'Nothing recreates it? No!', 'wrong'],
		['why-not-bare-pod', "It isn't true that it comes back on another node. Nothing recreates it.", 'right'],
		['why-not-bare-pod', "I don't think it comes back when its node dies.", 'right'],
		['daemonset-purpose', "One on each node; I don't think that replicas makes sense, as the nodes decide.", 'right'],
		[
			'what-replicaset-does',
			'A Deployment manages it. It compares the count and makes more when it is wrong.',
			'right',
		],
		['why-not-bare-pod', 'Nothing recreates it is wrong.', 'wrong'],
		['why-not-bare-pod', 'I disagree that nothing recreates it.', 'wrong'],
		['why-not-bare-pod', "Nothing recreates it? That's false, it comes back.", 'wrong'],
		['why-not-bare-pod', 'Not because it would be gone, but because it is hard to write.', 'wrong'],
		['why-not-bare-pod', 'It is not true that it is fragile. Nothing recreates it.', 'partial'],
		// A verb that "after" belongs to.
		['why-not-bare-pod', 'Nobody looks after it.', 'right'],
		// What is said of a part of the machinery is not said of the Pod.
		['what-replicaset-does', 'It keeps N Pods, under a Deployment. The scheduler does not make them again.', 'right'],
		// A condition of one thing after another: "and one" begins what is not denied.
		['statefulset-extras', 'Pod names that do not change and one volume claim for each Pod.', 'right'],
		// One denial of two things.
		['statefulset-extras', 'It does not give them a stable name or a disk of their own.', 'wrong'],
		// A numbered list is no list of keywords.
		['what-replicaset-does', '1) keep N Pods 2) Deployment', 'right'],
	])('%s: %s', (id, answer, verdict) => {
		expect(verdictOn(id, answer)).toBe(verdict);
	});
});

it('says of a list that any of the others would do', () => {
	const question = allQuestions('missions').find(({id}) => id === 'statefulset-extras')!;
	expect(gradeAnswer(question, 'stable names', viewOf([])).missing).toEqual([
		expect.stringMatching(/^one more of these: /),
	]);
});

it('reads whatever is typed', () => {
	const words =
		'not nothing without unlike but and or that which if a the it pods node deployment is does recreate by from ( ) ? = - : , . / missing keeps'.split(
			' ',
		);
	const answer = fc.array(fc.constantFrom(...words), {maxLength: 14}).map(list => list.join(' '));
	fc.assert(
		fc.property(fc.constantFrom(...questions), fc.oneof(answer, fc.string()), (question, text) => {
			expect(allVerdicts).toContain(gradeAnswer(question, text, viewOf([])).verdict);
		}),
		{numRuns: 400, seed: 1},
	);
});
