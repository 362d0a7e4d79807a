import type { ApiFault } from "../api/api-fault";
import { faultKind, faultText } from "../api/api-fault";
import type { FailureReason } from "./verdict";

/** The named part of every error of a wait. */
type WaitErrorReason =
  FailureReason | "Forbidden" | "Unauthorized" | "CredentialPlugin" | "Kubeconfig" | "ApiRejected" | "NotReplaced";

export interface WaitError extends Error {
  readonly reason: WaitErrorReason;
}

/** What was expected, what came, what to do next; each a sentence or more, without a secret in it. */
export interface WaitErrorParts {
  readonly reason: WaitErrorReason;
  readonly expected: string;
  readonly came: string;
  readonly next: string;
  readonly cause?: unknown;
}

export function waitError({ reason, expected, came, next, cause }: WaitErrorParts): WaitError {
  const message = `${reason}: expected ${expected}, got ${came}\nNext: ${next}`;
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { name: reason, reason });
}

/** The text with a full stop, if it has no end of its own. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

export function isWaitError(error: unknown): error is WaitError {
  return error instanceof Error && "reason" in error && typeof error.reason === "string";
}

/** The error for a fault of the transport that no trying again would mend. */
export function faultError(error: unknown, job: string): WaitError {
  if (isWaitError(error)) return error;
  const came = sentence(faultText(error));
  const what = (error as Partial<ApiFault>).what ?? `to reach ${job}`;
  switch (faultKind(error)) {
    case "forbidden":
      return waitError({
        reason: "Forbidden",
        expected: `to be allowed to ${what}`,
        came,
        next: `give these credentials the verb and resource named above (the project ships a Role), then run \`pulumi up\` again.`,
        cause: error,
      });
    case "unauthorized":
      return waitError({
        reason: "Unauthorized",
        expected: `the cluster to accept the kubeconfig's credentials, which were loaded anew after the first refusal`,
        came,
        next: `log in to the cluster again (\`kubectl auth whoami\` tells when it works), then run \`pulumi up\` again.`,
        cause: error,
      });
    case "credentials":
      return waitError({
        reason: "CredentialPlugin",
        expected: `credentials for ${job}`,
        came,
        next: `make \`kubectl get jobs\` work with this kubeconfig, then run \`pulumi up\` again.`,
      });
    case "kubeconfig":
      return waitError({
        reason: "Kubeconfig",
        expected: `a kubeconfig that names the cluster of ${job}`,
        came,
        next: `set kubernetes:kubeconfig, kubernetes:context or KUBECONFIG to the cluster of this stack.`,
      });
    default:
      return waitError({
        reason: "ApiRejected",
        expected: `the Kubernetes API to answer about ${job}`,
        came,
        next: `check that the kubeconfig's server is a Kubernetes API (\`kubectl version\`).`,
        cause: error,
      });
  }
}
