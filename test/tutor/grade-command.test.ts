/** Commands in answers: told in parts, with remarks around them that are so or not, and ways that only come near. */
import {describe, expect, it} from 'vitest';
import {viewOf} from '../../src/tutor/checks/cluster-view.ts';
import {gradeAnswer} from '../../src/tutor/grading/grade-answer.ts';
import {allQuestions} from '../../src/tutor/missions/load.ts';

const questions = allQuestions('missions');

function grade(id: string, answer: string) {
	return gradeAnswer(questions.find(question => question.id === id)!, answer, viewOf([]));
}

describe('a command that is told part by part', () => {
	it.each([
		[
			'roll-back-command',
			'It is the undo subcommand of kubectl rollout, given deployment/foo as its argument.',
			'right',
		],
		['roll-back-command', 'The subcommand is called undo and belongs to kubectl rollout; pass it deploy/web.', 'right'],
		['roll-back-command', 'kubectl rollout undo, then deploy/ and whatever your Deployment is called', 'right'],
		['roll-back-command', 'kubectl rollout undo plus the deployment (deploy/foo for instance)', 'right'],
		['roll-back-command', 'rollout undo — kubectl in front, deploy/NAME behind', 'right'],
		['roll-back-command', 'kubectl rollout undo, no idea what comes next', 'partial'],
		['roll-back-command', 'kubectl rollout and then I forget the word', 'partial'],
		['roll-back-command', 'kubectl rollout', 'wrong'],
		['roll-back-command', "don't use kubectl rollout undo, followed by deploy/web", 'wrong'],
		['logs-before', 'kubectl logs, with -p and the name of the Pod', 'right'],
		['logs-before', 'the logs command with the previous flag', 'partial'],
		['delete-by-file', 'the verb delete in place of apply, so delete -f web.yaml after kubectl', 'right'],
		['scale-command', 'kubectl scale, then deployment and api, and --replicas=6', 'right'],
		['scale-command', 'kubectl scale, then deployment and api', 'partial'],
		['set-image-command', 'set image, then deployment/web, then nginx=nginx:1.28, all after kubectl', 'right'],
		['set-image-command', 'set image with the Deployment and the new image', 'partial'],
	])('%s: %s', (id, answer, verdict) => {
		expect(grade(id, answer)).toMatchObject({verdict});
	});
});

describe('what is said beside a right command', () => {
	it.each([
		['roll-back-command', 'kubectl rollout undo deploy/web, which deletes the whole Deployment', /not deleted/],
		['roll-back-command', 'kubectl rollout undo deploy/web, it also restores the data', /Data in volumes/],
		['roll-back-command', 'kubectl rollout undo deploy/web, if you have made a snapshot', /prepared/],
		['roll-back-command', 'kubectl rollout undo deploy/web; the Deployment must be paused before', /paused/],
		['roll-back-command', 'kubectl rollout undo deploy/web, then delete the bad Pods yourself', /step by step/],
		[
			'roll-back-command',
			'kubectl rollout undo deploy/web brings every Deployment of the namespace back',
			/one Deployment/,
		],
		['logs-before', 'kubectl logs web -p shows the output of all deleted Pods', /still there/],
		['logs-before', 'kubectl logs web -p: the output of the old and the new container', /just before/],
		['delete-by-file', 'kubectl delete -f web.yaml – this also erases the file', /The file stays/],
		['scale-command', 'kubectl scale deploy/api --replicas=6 starts six additional Pods', /how many are added/],
		['set-image-command', 'kubectl set image deploy/web nginx=nginx:1.28, it also updates web.yaml', /not the file/],
		['set-image-command', 'kubectl set image deploy/web nginx=nginx:1.28, without replacing any Pods', /new Pods/],
	])('is told where it is not so: %s: %s', (id, answer, reply) => {
		const {verdict, wrong} = grade(id, answer);
		expect(verdict).toBe('partial');
		expect(wrong.join(' ')).toMatch(reply);
	});

	it.each([
		['roll-back-command', 'kubectl rollout undo deploy/web; the old ReplicaSet is scaled up again'],
		['roll-back-command', 'kubectl rollout undo deploy/web. It does not restore data in volumes.'],
		['roll-back-command', 'kubectl rollout undo deploy/web, no need to delete the Pods or to touch the yaml'],
		['roll-back-command', 'kubectl rollout undo deploy/web, it does the same as applying the old template again'],
		['roll-back-command', 'kubectl rollout undo deploy/web (web = the name of the Deployment)'],
		['logs-before', 'kubectl logs web-0 --previous, as long as the Pod has not been deleted'],
		['logs-before', 'kubectl logs web-0 --previous shows everything that the crashed container printed'],
		['delete-by-file', 'kubectl -n dev delete -f web.yaml → all objects in it are gone'],
		['delete-by-file', 'kubectl delete -f web.yaml deletes the objects but not the file'],
		['delete-by-file', 'kubectl delete -f - < web.yaml'],
		['delete-by-file', 'cat web.yaml | kubectl delete -f -'],
		['delete-by-file', 'kubectl delete -f web.yaml, the opposite of kubectl apply -f web.yaml'],
		['scale-command', 'kubectl scale deploy/api --replicas=6, but change the file, too'],
		['set-image-command', 'kubectl set image deploy/web nginx=nginx:1.28 (container=image)'],
		['delete-by-file', 'kubectl delete -f web.yaml, you can get it back with kubectl apply -f web.yaml'],
	])('is let pass where it is so: %s: %s', (id, answer) => {
		expect(grade(id, answer)).toMatchObject({verdict: 'right', wrong: []});
	});
});

describe('other commands', () => {
	it.each([
		['roll-back-command', 'kubectl rollback deploy/web', 'wrong', /no such command/],
		['roll-back-command', 'kubectl undo deploy/web', 'partial', /Close/],
		['roll-back-command', 'Apply the previous manifest from git again', 'partial', /needs no file/],
		['roll-back-command', 'kubectl edit deploy web and put the old image back', 'partial', /by hand/],
		['roll-back-command', 'kubectl rollout undo? No, kubectl delete deploy web', 'wrong', /Look at/],
		['logs-before', 'kubectl get logs web-0 --previous', 'partial', /without get/],
		['logs-before', 'kubectl logs web-0', 'wrong', /container of now/],
		['logs-before', 'kubectl logs web-0 --before', 'partial', /--previous/],
		['delete-by-file', 'kubectl delete -f web.yaml --dry-run=client', 'partial', /A flag/],
		['scale-command', 'kubectl scale nodes --replicas=6', 'wrong', /What is scaled/],
		['set-image-command', 'kubectl set env deploy/web IMAGE=nginx:1.28', 'wrong', /does not set an image/],
		['set-image-command', 'kubectl set deploy web nginx=nginx:1.28', 'partial', /kubectl set image/],
	])('%s: %s is %s', (id, answer, verdict, reply) => {
		const graded = grade(id, answer);
		expect(graded.verdict).toBe(verdict);
		expect(graded.wrong.join(' ')).toMatch(reply);
	});
});
