/** What is learned from marked answers, and how it is weighed against the ideas. */
import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {answerDigests, learnAnswers, learnedText} from '../../src/tutor/authoring/learn-answers.ts';
import {readAnswer} from '../../src/tutor/grading/clauses.ts';
import type {Grade} from '../../src/tutor/grading/grade.ts';
import {featuresOf} from '../../src/tutor/grading/learned/features.ts';
import {learnVerdicts} from '../../src/tutor/grading/learned/learn.ts';
import {
	answersHolding,
	type MarkedFile,
	markedAnswers,
	patternsAgree,
	readMarked,
	withAddedMistakes,
} from '../../src/tutor/grading/learned/marked-answers.ts';
import {chanceOfIdea, chancesOf, type LearnedQuestion, reasonsOf} from '../../src/tutor/grading/learned/model.ts';
import {withSecondOpinion} from '../../src/tutor/grading/second-opinion.ts';
import {learnedFile} from '../../src/tutor/missions/load.ts';

const rubric = {ideas: [], enough: 1, misconceptions: []};
const features = (answer: string) => featuresOf(readAnswer(answer));

describe('features', () => {
	it('tell a denied word from the word, and keep who does what to whom', () => {
		const [returns, stays] = [features('it comes back'), features('it does not come back')];
		expect([returns.has('comes'), returns.has('-come')]).toEqual([true, false]);
		expect([stays.has('comes'), stays.has('-come')]).toEqual([false, true]);
		expect(features('a Deployment manages it').has('@deployment>@manage')).toBe(true);
		expect(features('it manages a Deployment').has('@deployment>@manage')).toBe(false);
	});

	it('are the same for a word with a typing error, and share the beginning of its forms', () => {
		expect([...features('a ReplicaSet')]).toEqual([...features('a replicset')]);
		expect(features('rescheduling').has('resch*')).toBe(true);
	});
});

/** A small world: what is green is right, what is red is wrong, and both of them together are partly so. */
const colours: MarkedFile = {
	right: 'it is green\ngreen like grass is\nthe leaf is green\ngreen it should be\n',
	partial: 'it is green and then red\nred or green\nthe leaf is green and red too\n',
	wrong: 'it is red\nred like blood is\nthe leaf is red\nred it should be\n',
};

describe('learning', () => {
	const marked = markedAnswers(readMarked(colours, rubric));
	const model = learnVerdicts(marked);

	it('finds the verdict of answers that were not marked', () => {
		const verdict = (answer: string) => {
			const chances = chancesOf(model, features(answer));
			return (['right', 'partial', 'wrong'] as const).reduce((a, b) => (chances[b] > chances[a] ? b : a));
		};
		expect(['my leaf was green', 'green and red', 'my leaf was red'].map(verdict)).toEqual([
			'right',
			'partial',
			'wrong',
		]);
	});

	it('gives chances that add up to one, and none a certainty', () => {
		for (const answer of ['', 'green green green', 'blue']) {
			const {right, partial, wrong} = chancesOf(model, features(answer));
			expect(right + partial + wrong).toBeCloseTo(1, 9);
			expect(Math.max(right, partial, wrong)).toBeLessThan(1);
		}
	});

	it('can say what weighed most', () => {
		expect(reasonsOf(model, features('a green thing'), 1)).toEqual([
			expect.stringMatching(/^green: right \+\d\.\d, wrong -\d\.\d$/),
		]);
		expect(reasonsOf(model, features('constructor'), 3)).toEqual([]);
	});

	it('gives the same weights for the same answers', () => {
		expect(learnVerdicts(markedAnswers(readMarked(colours, rubric)))).toEqual(model);
	});

	it('makes answers that are right but for a mistake, of two that are marked', () => {
		const file = {
			right: 'green grass\n',
			wrong: 'red\nthe whole sky over us is red today\n',
			partial: 'green\n'.repeat(7),
		};
		const made = withAddedMistakes(readMarked(file, rubric));
		expect(made).toHaveLength(3);
		for (const {verdict, features: all} of made) {
			expect([verdict, all.includes('green'), all.includes('sky')]).toEqual(['partial', true, true]);
		}
		expect(withAddedMistakes(readMarked({right: 'green'}, rubric))).toEqual([]);
	});

	const green = {id: 'green', name: 'it is green', needed: true, says: ['green']};
	const withIdea = {...rubric, ideas: [green]};

	it('learns an idea from right and wrong answers, and of the others from those where the patterns find it', () => {
		const held = answersHolding(green, readMarked({...colours, partial: 'green and red\nred\n'}, withIdea), 1);
		expect(held.map(({verdict}) => verdict)).toEqual([
			...Array(4).fill('right'),
			'right',
			'wrong',
			...Array(4).fill('wrong'),
		]);
		const idea = learnVerdicts(held);
		expect(chanceOfIdea(idea, features('so green'))).toBeGreaterThan(chanceOfIdea(idea, features('so red')));
	});

	it('counts how often the patterns alone grade as the teacher did', () => {
		expect(patternsAgree(readMarked({right: 'green\nverdant\n', wrong: 'red\nblue\n'}, withIdea))).toBe(0.75);
	});

	it('counts an answer between two verdicts half for each', () => {
		const answers = markedAnswers(readMarked({'not-right': 'greenish\n'}, rubric));
		expect(answers.map(({verdict, weight}) => [verdict, weight])).toEqual([
			['partial', 0.5],
			['wrong', 0.5],
		]);
	});

	it('refuses a heading that is no verdict', () => {
		expect(() => readMarked({good: 'green'} as MarkedFile, rubric)).toThrow('good is no verdict');
	});
});

describe('the second opinion', () => {
	const grade = (verdict: Grade['verdict'], more: Partial<Grade> = {}): Grade => ({
		verdict,
		there: ['green'],
		missing: [],
		wrong: [],
		...more,
	});
	const like = (right: number, partial: number, wrong: number, chanceOfIdeas = 1) => ({
		chances: {right, partial, wrong},
		chanceOfIdeas,
		trust: 0.5,
		untrue: false,
		wanted: ['green'],
	});

	it('leaves a verdict as it is, and how it is told, where answers like it had the same or none for certain', () => {
		const right = grade('right');
		expect(withSecondOpinion(right, like(0.9, 0.1, 0))).toBe(right);
		expect(withSecondOpinion(right, like(0.4, 0.5, 0.1))).toBe(right);
	});

	it('finds right what is said in a way that no pattern knows', () => {
		const told = grade('partial', {there: [], missing: ['green']});
		expect(withSecondOpinion(told, like(0.95, 0.05, 0))).toEqual(grade('right', {there: []}));
	});

	it('does not find right what seems to lack an idea that is needed', () => {
		const told = grade('partial', {missing: ['grass']});
		expect(withSecondOpinion(told, like(0.8, 0.2, 0)).verdict).toBe('right');
		expect(withSecondOpinion(told, like(0.8, 0.2, 0, 0.05))).toBe(told);
	});

	it('never finds right what is untrue, and what seems mistaken only where it is very like right answers', () => {
		const told = grade('partial', {wrong: ['Grass is not red.']});
		expect(withSecondOpinion(told, {...like(0.99, 0.01, 0), untrue: true})).toBe(told);
		expect(withSecondOpinion(told, like(0.8, 0.2, 0))).toBe(told);
		expect(withSecondOpinion(told, like(0.95, 0.05, 0))).toEqual(grade('right'));
	});

	it('says that something does not fit where nothing else can be said', () => {
		const {verdict, wrong} = withSecondOpinion(grade('right'), like(0.1, 0.9, 0));
		expect([verdict, wrong]).toEqual(['partial', [expect.stringContaining('Something in it')]]);
	});

	it('takes nothing for found in what is wrong', () => {
		const {verdict, there, missing} = withSecondOpinion(grade('partial'), like(0, 0.05, 0.95));
		expect([verdict, there, missing]).toEqual(['wrong', [], ['green']]);
	});
});

describe('what the missions keep (`npm run learn` brings it up to date)', () => {
	const kept = JSON.parse(readFileSync(`missions/${learnedFile()}`, 'utf8')) as Record<string, LearnedQuestion>;

	it('was learned from the answers that stand beside it', () => {
		const from = Object.entries(kept).map(([id, learned]) => [id, learned.from]);
		expect(Object.fromEntries(from)).toEqual(answerDigests('missions'));
	});

	it('is what is learned from them now', () => {
		// Those with few answers, for the sake of time: they are all learned alike.
		const few = new Set(['keep-the-count', 'left-at-zero', 'what-is-a-pod', 'why-labels-match']);
		expect(learnAnswers('missions', id => few.has(id))).toEqual(
			Object.fromEntries(Object.entries(kept).filter(([id]) => few.has(id))),
		);
	});

	it('stands one feature a line', () => {
		expect(learnedText(kept)).toBe(readFileSync(`missions/${learnedFile()}`, 'utf8'));
	});
});
