import type * as pulumi from "@pulumi/pulumi";
import type { Heat as PlannedHeat } from "../plan/lane";
import type { ClusterConnection } from "./cluster-connection";

export interface HeatArgs {
  readonly heat: PlannedHeat;
  readonly run: string;
  /** Value of the label `job-race/stack` on every Job of the stack. */
  readonly stack: string;
  readonly namespace: pulumi.Input<string>;
  readonly cluster: ClusterConnection;
  /** Regular expression of the log line that marks a finished item. */
  readonly itemPattern: string;
  readonly timeoutSeconds: number;
  /** The heat starts when this exists: the one before it has then ended. */
  readonly after: pulumi.Resource;
  /** What deletes all Jobs of the stack at once when it is deleted. */
  readonly cleanup: pulumi.Resource;
}
