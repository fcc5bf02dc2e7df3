/** A fresh lab behind the API server that `serve` opens, with the kubectl of this machine as its client. */
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {KubernetesObject} from '../../src/apimachinery/object.ts';
import {type OpenServer, openServer} from '../../src/cli/serving/open-server.ts';
import {type Cluster, createCluster} from '../../src/kubernetes/cluster.ts';
import {LastChange} from '../../src/simulate/last-change.ts';
import {control} from '../../src/simulate/play.ts';
import type {RecordedStep, Scenario, ScenarioStep} from '../../src/simulate/scenario.ts';
import {PacedTime} from './paced-time.ts';

/** What a line came to. */
interface Ran {
	readonly exit: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** How long before now the cluster's time begins: kubectl shows no age for what is from the future. */
const past = 3_600_000;
/** What a client needs on a quiet machine until its first request, in milliseconds. */
const startingTime = 40;
/** How long nothing may change until a cluster counts as settled, in milliseconds. */
const quiet = 3000;
/** After so long in the machine's time a line counts as hanging, and is ended. */
const patience = 60_000;
const kinds = 'deployments,replicasets,daemonsets,statefulsets,controllerrevisions,pods,pvc,services,events';

export class ServedLab {
	readonly #home = mkdtempSync(join(tmpdir(), 'served-lab-'));
	readonly #workspace = join(this.#home, 'workspace');
	readonly #time = new PacedTime(Date.now() - past);
	readonly #cluster: Cluster;
	#server: OpenServer | undefined;
	#failure: unknown;

	constructor(seed = 1) {
		this.#cluster = createCluster({seed, start: this.#time.now()});
	}

	/** Plays a scenario, step by step. */
	async *play({files = {}, steps}: Scenario): AsyncGenerator<RecordedStep, void, undefined> {
		mkdirSync(this.#workspace);
		for (const [path, text] of Object.entries(files)) {
			const file = join(this.#workspace, path);
			mkdirSync(dirname(file), {recursive: true});
			writeFileSync(file, text);
		}
		this.#server = await openServer({
			cluster: this.#cluster,
			stateFolder: this.#home,
			kubeconfig: join(this.#home, 'kubeconfig'),
			time: this.#time,
			through: connection => this.#time.through(connection),
			failed: error => {
				this.#failure = error;
			},
		});
		for (const [index, step] of steps.entries()) {
			const played = await this.#play(step, index);
			if (this.#failure !== undefined) {
				throw this.#failure;
			}
			yield played;
		}
	}

	async close(): Promise<void> {
		await this.#server?.close();
		rmSync(this.#home, {recursive: true, force: true});
	}

	async #play(step: ScenarioStep, index: number): Promise<RecordedStep> {
		if ('run' in step) {
			return {run: step.run, ...(await this.#run(step.run))};
		}
		if ('settle' in step) {
			return this.#settle();
		}
		if ('sleep' in step) {
			this.#time.advance(step.sleep * 1000);
		} else {
			control(step.control, index, this.#cluster);
		}
		return step;
	}

	/** Runs a line in a shell of its own, whose KUBECONFIG is the server's. */
	#run(line: string): Promise<Ran> {
		this.#time.advance(startingTime);
		const shell = spawn('sh', ['-c', `${this.#server!.usage}\n${line}`], {
			cwd: this.#workspace,
			// Clients that live for a moment need not look after their garbage.
			env: {...process.env, HOME: this.#home, GOGC: 'off'},
			stdio: ['ignore', 'pipe', 'pipe'],
			// A process group, so that it can be ended with what it has started.
			detached: true,
		});
		const hanging = setTimeout(() => process.kill(-shell.pid!, 'SIGKILL'), patience);
		let [stdout, stderr] = ['', ''];
		shell.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
		});
		shell.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		const ended = new Promise<Ran>((resolve, reject) => {
			shell.on('error', reject);
			shell.on('close', code => resolve({exit: code ?? 128, stdout, stderr}));
		}).finally(() => clearTimeout(hanging));
		return this.#time.whileClientRuns(ended);
	}

	/** Lets time pass until no object of the namespace, and no Event of any, has changed for 3 s; then lists them. */
	async #settle(): Promise<RecordedStep> {
		const changes = new LastChange(
			this.#cluster,
			({resource, object}) => resource === 'events' || object.metadata.namespace === 'default',
		);
		while (this.#cluster.now < changes.at + quiet) {
			this.#time.advance(changes.at + quiet - this.#cluster.now);
		}
		changes.stop();
		const {stdout} = await this.#run(`kubectl get ${kinds} -o json`);
		const {items} = JSON.parse(stdout) as {readonly items: readonly KubernetesObject[]};
		return {
			settle: true,
			objects: items.filter(
				({kind, metadata}) => kind !== 'Event' && !(kind === 'Service' && metadata.name === 'kubernetes'),
			),
			events: items.filter(({kind}) => kind === 'Event'),
		};
	}
}
