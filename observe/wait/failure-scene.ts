import type { HeatRequest } from "../heat-request";
import type { FailureLog } from "../record/failure-log";
import type { HeatState } from "../state/heat-state";

/** What is known when a wait fails. */
export interface FailureScene {
  readonly request: HeatRequest;
  /** What came, in Kubernetes' own words where there are any. */
  readonly detail: string;
  /** Instead of the reason's own words. */
  readonly expected?: string;
  readonly came?: string;
  readonly next?: string;
  /** Absent where the wait had not begun. */
  readonly state?: HeatState;
  readonly log?: FailureLog | undefined;
  /** The last trouble of the transport, if there was any. */
  readonly lastFault?: unknown;
  readonly cause?: unknown;
}
