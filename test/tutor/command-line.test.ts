import {describe, expect, it} from 'vitest';
import {isCommandLine} from '../../src/tutor/session/command-line.ts';

describe('in an answer', () => {
	it.each([
		'kubectl get rs',
		'k get pods --all-namespaces',
		'kubectl get all -n kube-system',
		'kubectl get pods | grep web',
		'kubectl patch deploy web -p \'{"spec":{"replicas":4}}\'',
		'cat web.yaml',
		'ls -l',
		'edit web.yaml',
		'wait 30s',
		'wait 1 minute',
	])('%s is a command', text => {
		expect(isCommandLine(text)).toBe(true);
	});

	it.each([
		'edit the yaml to 5 and apply',
		'edit it',
		'wait until it is ready',
		'kubectl apply changes what the file names',
		'kubectl scale only holds until the file is applied again',
		'kubectl is not needed',
		'kubectl get pods shows it?',
		'kubectl',
		'a Deployment',
	])('%s is an answer', text => {
		expect(isCommandLine(text)).toBe(false);
	});
});
