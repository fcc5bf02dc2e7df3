/** Says when a Deployment is paused and resumed, so that time spent paused does not count as time without progress. */
import type {Deployment} from '../../../api/apps-v1.ts';
import {findCondition} from '../../conditions.ts';
import type {ControllerContext} from '../../controller.ts';
import {newCondition, reasons} from './conditions.ts';
import {hasProgressDeadline} from './limits.ts';
import {stating, writeStatus} from './status.ts';

/** @returns the Deployment as it is stored (pkg/controller/deployment/sync.go checkPausedConditions) */
export function checkPausedConditions(deployment: Deployment, context: ControllerContext): Deployment {
	const progressing = findCondition(deployment.status.conditions, 'Progressing');
	if (!hasProgressDeadline(deployment) || progressing?.reason === reasons.timedOut) {
		return deployment;
	}
	const paused = deployment.spec.paused ?? false;
	if (paused === (progressing?.reason === reasons.paused)) {
		return deployment;
	}
	const reason = paused ? reasons.paused : reasons.resumed;
	const message = `Deployment is ${paused ? 'paused' : 'resumed'}`;
	const condition = newCondition({type: 'Progressing', status: 'Unknown', reason, message}, context.now);
	const stated = stating(deployment, condition);
	return writeStatus(stated, stated.status, context);
}
