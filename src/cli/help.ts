import {presets} from './serving/presets.ts';

/** What `--help` prints. */
export const help = `k8s-workloads-tutor: learn Kubernetes workloads by running them

Usage
  k8s-workloads-tutor                 start, or go on where you were
  k8s-workloads-tutor missions        the missions, with your progress
  k8s-workloads-tutor grade ID ANSWER how an answer to a question is graded
                                      (--why: and how it was read)
  k8s-workloads-tutor lint [FOLDER…]  what is to be mended in missions
  k8s-workloads-tutor learn           learn from the marked answers that stand beside missions
  k8s-workloads-tutor simulate FILE…  play scenario files in a fresh cluster, in virtual time
                                      (more with simulate --help)
  k8s-workloads-tutor serve           the built-in cluster for your own kubectl, k9s or client
                                      (more with serve --help)

Options
  --home DIR        where progress and clusters are kept, and your files, too
  --workspace DIR   where the files that you edit are put
                    (without --home the folder k8s-workloads-tutor in your home)
  --missions DIR    play the missions of this folder
  --ascii           no box drawing, no symbols beyond ASCII
  --no-motion       nothing moves on the screen by itself
  --no-alt-screen   leave what is on the terminal where it is
  --help, --version

Colours go with NO_COLOR=1. The screen wants a terminal of at least 60 columns and 20 rows.`;

/** What `simulate --help` prints. */
export const simulateHelp = `Plays scenario files in a fresh lab, in virtual time, and prints what came of them as JSON

Usage
  k8s-workloads-tutor simulate FILE… [--seed N] [--nodes N] [--out DIR]

A FILE is YAML or JSON ("-" is standard input):
  name: rollout                  # what its output is called; otherwise the file's own name
  about: a bad image             # for people
  files:                         # written into an empty folder first
    web.yaml: |
      apiVersion: apps/v1
      ...
  steps:                         # in namespace default
    - run: kubectl apply -f web.yaml
    - settle: true               # wait until nothing has changed for 3 s, then show it all
    - sleep: 60                  # let seconds pass
    - control: down worker-2     # or "up NODE", "add NODE IP"
    - run: kubectl get pods | grep -c Running

The output repeats the scenario. A "run" step has exit, stdout and stderr besides, a "settle" step the objects of the
namespace and its events, whole. Of one FILE it is printed over many lines, of several each on a line of its own.

Options
  --seed N     draw other names, uids and delays; the same seed gives the same bytes (1)
  --nodes N    how many workers the lab has (3)
  --out DIR    write NAME.json there for each scenario, instead of printing
  --help

A line that would wait for ever, such as "kubectl get pods -w", is interrupted when nothing more happens, or after an
hour of virtual time; "interrupted" and standard error then say so.

Exit code: 0, whatever the lines answered; 1 where a step could not be played or never settled; 2 where an argument or
a file is wrong, and then nothing was played.`;

const presetNames = Object.entries(presets)
	.map(([name, {about}]) => `${name.padEnd(10)} ${about}`)
	.join(`\n${' '.repeat(21)}`);

/** What `serve --help` prints. */
export const serveHelp = `Serves the built-in cluster to any Kubernetes client, on this machine alone, until Ctrl+C

Usage
  k8s-workloads-tutor serve [options]

It prints the line that makes a shell use it, such as
  export KUBECONFIG=/home/me/.local/state/k8s-workloads-tutor/serve.kubeconfig
and nothing else to standard output. Run that line in another terminal, and kubectl there asks this cluster.

What is in the cluster
  --preset NAME      ${presetNames}
  --mission ID       what the mission's first step starts from (see "missions")
  --nodes N          how many workers it has, besides the control plane (3)
  --seed N           draw other names, uids and delays (otherwise as chance has it)
  --state FILE       keep the cluster in FILE: where FILE exists the cluster goes on from it, and none of the above is
                     looked at

How it is served
  --port N           listen on 127.0.0.1:N (otherwise the port of last time where it is free, else any)
  --kubeconfig FILE  write the kubeconfig there (otherwise serve.kubeconfig in the folder of --home)
  --speed N          let its time run N times as fast as the real one (1)

  --home DIR         where progress, and the server's certificate and token, are kept
  --missions DIR     take missions from this folder
  --help

The kubeconfig holds the token that lets its reader in; it is readable by you alone, and stays when the server ends.
Exit code: 0 after Ctrl+C or SIGTERM, 1 where the server could not be opened, 2 where an argument is wrong.`;
