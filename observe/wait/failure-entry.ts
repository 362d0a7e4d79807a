import type { FailureScene } from "./failure-scene";

/** One reason: what was expected (if not the heat's end), what came, and what to do about it. */
export interface Failure {
  readonly expected?: (scene: FailureScene) => string;
  readonly came?: (scene: FailureScene) => string;
  readonly next: (scene: FailureScene) => string;
}

/** What the advice about several reasons says in the same words. */
export const AGAIN = "then run `pulumi up` again";
export const look = ({ request }: FailureScene): string =>
  `\`kubectl describe jobs/${request.job} --namespace ${request.namespace}\``;
/** How the failed pod ended, and what it wrote last. */
export const wordsOf = (log: FailureScene["log"]): string => [log?.how, ...(log?.lines ?? [])].join(" ");
