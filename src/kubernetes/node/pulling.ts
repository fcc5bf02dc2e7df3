/** Makes sure of a container's image (pkg/kubelet/images/image_manager.go). */
import type {Container} from '../../api/core-v1/container.ts';
import {formatGoDuration} from '../../apimachinery/duration.ts';
import {findImage, pullError} from './images/catalog.ts';
import {ImageNameError, type ImageReference, parseReference, withDefaultTag} from './images/reference.ts';
import {nextPullDelay} from './restart-policy.ts';
import type {ContainerRecord} from './state.ts';
import {recordOf, tell, type Work} from './work.ts';

/** How long a pull takes, whether the image exists or not; and one of an image that only has to be looked up. */
const pullTime = 800;
const lookUpTime = 400;
/** How long a failed pull is told before the wait for the next one is. */
const failureShown = 2000;
/** How long until the kubelet looks again at what cannot be helped by waiting. */
export const syncPeriod = 12_000;

/** Takes the next step towards the image; whether anything changed. */
export function pullStep(work: Work, container: Container): boolean {
	const record = recordOf(work, container);
	switch (record.stage) {
		case 'idle':
			return begin(work, container, record);
		case 'pulling':
			return isDue(work, record) && finishPull(work, container, record);
		case 'pull-failed':
			return isDue(work, record) && backOff(work, container, record);
		case 'pull-backoff':
			return isDue(work, record) && begin(work, container, record);
		default:
			return false;
	}
}

export function isDue({now}: Work, {due}: ContainerRecord): boolean {
	return due !== undefined && due <= now;
}

/** Whether the container's image is being pulled. */
export function isPulling(record: ContainerRecord | undefined): boolean {
	return record?.stage === 'pulling';
}

export function begin(work: Work, container: Container, record: ContainerRecord): boolean {
	const text = container.image ?? '';
	let reference: ImageReference;
	try {
		reference = parseReference(text);
	} catch (error) {
		if (!(error instanceof ImageNameError)) {
			throw error;
		}
		const named = /[:@]/.test(text.slice(text.lastIndexOf('/') + 1)) ? text : `${text}:latest`;
		const message = `Failed to apply default image tag "${text}": couldn't parse image name "${named}": ${error.message}`;
		tell(work, container, 'Warning', 'InspectFailed', message);
		return block(work, container, record, 'InvalidImageName', message);
	}
	const {state, now, record: podRecord} = work;
	const policy = container.imagePullPolicy ?? 'IfNotPresent';
	const key = imageKey(podRecord.node, reference);
	const present = state.images.get(key)?.present;
	if (policy !== 'Always' && present !== undefined && present <= now) {
		tell(
			work,
			container,
			'Normal',
			'Pulled',
			`Container image "${text}" already present on machine and can be accessed by the pod`,
		);
		return setReady(record, text);
	}
	if (policy === 'Never') {
		const message = `Container image "${text}" is not present with pull policy of Never`;
		tell(work, container, 'Warning', 'ErrImageNeverPull', message);
		return block(work, container, record, 'ErrImageNeverPull', message);
	}
	const image = findImage(reference);
	// Pods that need the image before it is there all ask for it, whether it is on its way already or not.
	const time = present === undefined || present > now ? pullTime : lookUpTime;
	tell(work, container, 'Normal', 'Pulling', `Pulling image "${withDefaultTag(text)}"`);
	record.stage = 'pulling';
	record.due = now + time;
	record.pullBegan = now;
	if (image && present === undefined) {
		state.images.set(key, {present: record.due});
	}
	return true;
}

function imageKey(node: string, {domain, path, tag, digest}: ImageReference): string {
	return `${node} ${domain}/${path}:${tag ?? ''}@${digest ?? ''}`;
}

function setReady(record: ContainerRecord, image: string): boolean {
	record.stage = 'ready';
	record.image = image;
	delete record.due;
	return true;
}

/** Waits for what the kubelet cannot bring about. */
export function block(
	work: Work,
	container: Container,
	record: ContainerRecord,
	reason: string,
	message: string,
): boolean {
	tell(work, container, 'Warning', 'Failed', `Error: ${reason === 'CreateContainerConfigError' ? message : reason}`);
	record.stage = 'blocked';
	record.reason = reason;
	record.message = message;
	record.due = work.now + syncPeriod;
	return true;
}

function finishPull(work: Work, container: Container, record: ContainerRecord): boolean {
	const text = withDefaultTag(container.image ?? '');
	const reference = parseReference(text);
	const image = findImage(reference);
	const took = formatGoDuration(record.due! - record.pullBegan!);
	delete record.pullBegan;
	if (image) {
		const message = `Successfully pulled image "${text}" in ${took} (${took} including waiting). Image size: ${image.size} bytes.`;
		tell(work, container, 'Normal', 'Pulled', message);
		delete record.pullDelay;
		delete record.pullError;
		return setReady(record, container.image ?? '');
	}
	const error = pullError(reference);
	tell(work, container, 'Warning', 'Failed', `Failed to pull image "${text}": ${error}`);
	tell(work, container, 'Warning', 'Failed', 'Error: ErrImagePull');
	record.stage = 'pull-failed';
	record.reason = 'ErrImagePull';
	record.message = error;
	record.pullError = `ErrImagePull: ${error}`;
	record.pullDelay = nextPullDelay(record.pullDelay);
	record.pullRetry = work.now + record.pullDelay;
	record.due = work.now + failureShown;
	return true;
}

function backOff(work: Work, container: Container, record: ContainerRecord): boolean {
	const message = `Back-off pulling image "${withDefaultTag(container.image ?? '')}"`;
	tell(work, container, 'Normal', 'BackOff', message);
	tell(work, container, 'Warning', 'Failed', 'Error: ImagePullBackOff');
	record.stage = 'pull-backoff';
	record.reason = 'ImagePullBackOff';
	record.message = `${message}: ${record.pullError}`;
	record.due = record.pullRetry!;
	return true;
}
