import { heatTitle, jobName } from "../heat-request";
import { failureLogText } from "../record/failure-log";
import { adviceFor } from "./advice-by-cause";
import { AGAIN, type Failure, look, wordsOf } from "./failure-entry";
import { sentence } from "./wait-error";

const REFILLED = "it makes the queue again, fills it, and races this heat";

/** Whatever may be wrong with a lane's queue: it is filled again before its heat is raced again. */
export const QUEUE_FAILURES = {
  QueueNotReady: {
    expected: ({ request }) =>
      `Pod "${request.job}" in namespace "${request.namespace}", the queue of ${heatTitle(request)}, ` +
      `to be ready within ${request.timeoutSeconds} s`,
    next: ({ request }) =>
      `look with \`kubectl describe pod/${request.job} --namespace ${request.namespace}\`, ` +
      `fix the manifest that the lane's \`queue\` names, ${AGAIN}.`,
  },
  FillFailed: {
    expected: ({ request }) =>
      `${jobName(request)} (${heatTitle(request)}) to complete within ${request.timeoutSeconds} s`,
    came: ({ detail, log }) => `Failed with ${sentence(detail)}${failureLogText(log)}`,
    next: ({ detail, log }) => {
      const otherwise = "fix the manifest that the lane's `fill` names, or the queue that it fills";
      const program = adviceFor("program", wordsOf(log), otherwise);
      return `${adviceFor("queue", `${detail} ${wordsOf(log)}`, program)}, ${AGAIN}: ${REFILLED}.`;
    },
  },
  QueueSpent: {
    expected: ({ request }) => `a full queue for ${jobName(request)} (${heatTitle(request)})`,
    came: ({ detail }) =>
      "one from which the workers of an attempt that failed had taken items: the Job had failed before this wait began " +
      `(${detail}).`,
    next: () =>
      `run \`pulumi up\` again: ${REFILLED}. Where the queue is your own (a lane without \`queue\`), empty it and change ` +
      "the setting `run`: all heats are then filled for and raced again.",
  },
  QueueUnreached: {
    came: ({ detail }) => `workers that find no queue: ${sentence(detail)}`,
    next: ({ detail }) => {
      const otherwise =
        "let the workers ask for the queue by the name of the lane's `queue` Pod, or of your own broker";
      return `${adviceFor("queue", detail, otherwise)}, ${AGAIN}: ${REFILLED}.`;
    },
  },
  WorkersDoNotEnd: {
    came: ({ detail }) => `workers that do not end although their queue is empty: ${sentence(detail)}`,
    next: () =>
      `let the workers end once the queue is empty (kuard: \`--keygen-exit-on-complete\`), ${AGAIN}: ${REFILLED}.`,
  },
  NotFromQueue: {
    came: ({ detail }) => `items that are not the queue's: ${sentence(detail)}`,
    next: () =>
      "give the workers the arguments by which they take items from the queue (kuard: `--keygen-memq-server` and " +
      `\`--keygen-memq-queue\`; without either it makes keys for ever), ${AGAIN}: ${REFILLED}.`,
  },
  QueueNotEmpty: {
    expected: ({ request }) => `the queue of ${heatTitle(request)} to be empty once ${jobName(request)} was complete`,
    next: (scene) =>
      `see why workers ended early with ${look(scene)} (Kubernetes calls such a Job complete once one worker has ` +
      `succeeded and none is left), ${AGAIN}: ${REFILLED}.`,
  },
} satisfies Record<string, Failure>;
