import * as pulumi from "@pulumi/pulumi";
import type { ClusterTarget } from "../plan/target";

/**
 * How the Kubernetes provider, the waiting resource and the clean-up command reach the cluster. All three are given
 * this one object, so that they can't disagree.
 */
export interface ClusterConnection {
  /** Absent: the environment's. A content is secret. */
  readonly kubeconfig?: { readonly kind: "path" | "content"; readonly value: pulumi.Input<string> };
  readonly context?: string;
}

/** The connection to the target, with a kubeconfig's content marked as a secret. */
export function connectTo({ kubeconfig, context }: ClusterTarget): ClusterConnection {
  return {
    ...(kubeconfig && {
      kubeconfig: kubeconfig.kind === "path" ? kubeconfig : { kind: "content", value: pulumi.secret(kubeconfig.value) },
    }),
    ...(context !== undefined && { context }),
  };
}
