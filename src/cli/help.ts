/** What `--help` prints. */
export const help = `k8s-workloads-tutor: learn Kubernetes workloads by running them

Usage
  k8s-workloads-tutor                 start, or go on where you were
  k8s-workloads-tutor missions        the missions, with your progress
  k8s-workloads-tutor grade ID ANSWER how an answer to a question is graded

Options
  --home DIR        where progress and clusters are kept
  --workspace DIR   where the files that you edit are put
                    (otherwise the folder k8s-workloads-tutor in your home)
  --missions DIR    play the missions of this folder
  --ascii           no box drawing, no symbols beyond ASCII
  --no-motion       nothing moves on the screen by itself
  --no-alt-screen   leave what is on the terminal where it is
  --help, --version

Colours go with NO_COLOR=1. The screen wants a terminal of at least 60 columns and 20 rows.`;
