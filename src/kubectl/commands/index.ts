/** Every command, one line each. Order does not matter here; groups.ts says how they are listed. */
import type {Command} from '../command.ts';
import {annotate} from './annotate.ts';
import {apiResources, apiVersions} from './api-resources.ts';
import {apply} from './apply.ts';
import {attach} from './attach.ts';
import {auth} from './auth.ts';
import {clusterInfo} from './cluster-info.ts';
import {config} from './config.ts';
import {cordon, uncordon} from './cordon.ts';
import {cp} from './cp.ts';
import {create} from './create.ts';
import {debug} from './debug.ts';
import {deleteCommand} from './delete.ts';
import {describe} from './describe.ts';
import {diff} from './diff.ts';
import {drain} from './drain.ts';
import {edit} from './edit.ts';
import {events} from './events.ts';
import {exec} from './exec.ts';
import {explain} from './explain.ts';
import {expose} from './expose.ts';
import {get} from './get.ts';
import {help} from './help.ts';
import {label} from './label.ts';
import {logs} from './logs.ts';
import {options} from './options.ts';
import {patch} from './patch.ts';
import {replace} from './replace.ts';
import {rollout} from './rollout.ts';
import {run} from './run.ts';
import {scale} from './scale.ts';
import {set} from './set.ts';
import {taint} from './taint.ts';
import {version} from './version.ts';
import {wait} from './wait.ts';

export const commands: readonly Command[] = [
	apply,
	create,
	diff,
	edit,
	exec,
	expose,
	replace,
	run,

	annotate,
	attach,
	cordon,
	cp,
	debug,
	uncordon,
	deleteCommand,
	describe,
	drain,
	label,
	logs,
	patch,
	rollout,
	scale,
	set,
	taint,
	wait,
	apiResources,
	apiVersions,
	auth,
	clusterInfo,
	config,
	events,
	explain,
	version,
	get,
	help,
	options,
];
