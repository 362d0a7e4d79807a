import type { TlsTrouble } from "../api/tls-trouble";

/** The named part of every error of a wait. What each means is in the catalogue of failures. */
export type Reason =
  | TlsTrouble
  | "JobFailed"
  | "JobGone"
  | "JobReplaced"
  | "ImagePull"
  | "ContainerConfig"
  | "PodNotStarted"
  | "Unschedulable"
  | "NoScheduler"
  | "NoController"
  | "PodsRefused"
  | "Deadline"
  | "NotReplaced"
  | "QueueNotReady"
  | "FillFailed"
  | "QueueSpent"
  | "QueueUnreached"
  | "WorkersDoNotEnd"
  | "NotFromQueue"
  | "QueueNotEmpty"
  | "Forbidden"
  | "Unauthorized"
  | "CredentialPlugin"
  | "Kubeconfig"
  | "ApiRejected";

/** What was expected, what came, what to do next; each a sentence or more, without a secret in it. */
interface WaitErrorParts {
  readonly expected: string;
  readonly came: string;
  readonly next: string;
  readonly cause?: unknown;
}

/** Why a wait ended without a result, for a person to read. Its name is the reason. */
export class WaitError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, { expected, came, next, cause }: WaitErrorParts) {
    super(`${reason}: expected ${expected}, got ${came}\nNext: ${next}`, cause === undefined ? undefined : { cause });
    this.name = reason;
    this.reason = reason;
  }
}

/** The text with a full stop, if it has no end of its own. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
