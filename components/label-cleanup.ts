import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterConnection } from "./cluster-connection";

export interface LabelCleanupArgs {
  readonly cluster: ClusterConnection;
  readonly namespace: pulumi.Input<string>;
  /** Label selector of what to delete. */
  readonly selector: string;
  /** Kinds of objects to look for: pods of their own need a right more than Jobs do. */
  readonly kinds: "jobs" | "jobs,pods";
}

/**
 * Deletes, on destroy only, every Job that carries the labels of this stack, in this one namespace: also those that an
 * interrupted `pulumi up` created and could not record. It comes before the heats, so that destroy runs it after them.
 *
 * The command is the same for every stack; what differs comes in variables, where no shell can misread it. When the
 * cluster does not answer within seconds, it says what it could not check. It then fails, so that nothing is forgotten,
 * unless PULUMI_K8S_DELETE_UNREACHABLE is set: the same switch by which the Kubernetes provider gives up a cluster.
 */
export class LabelCleanup extends local.Command {
  constructor(name: string, args: LabelCleanupArgs, opts?: pulumi.CustomResourceOptions) {
    const { kubeconfig, context } = args.cluster;
    super(
      name,
      {
        delete: deleteCommand,
        environment: {
          JOB_RACE_NAMESPACE: args.namespace,
          JOB_RACE_SELECTOR: args.selector,
          JOB_RACE_KINDS: args.kinds,
          ...(context !== undefined && { JOB_RACE_CONTEXT: context }),
          ...(kubeconfig?.kind === "path" && { KUBECONFIG: kubeconfig.value }),
          ...(kubeconfig?.kind === "content" && { JOB_RACE_KUBECONFIG: kubeconfig.value }),
        },
      },
      { ...opts, additionalSecretOutputs: kubeconfig?.kind === "content" ? ["environment"] : [] },
    );
  }
}

// In the state twice, so without what only helps to read it.
// A kubeconfig's content is written to a file of this user's only, and removed whatever happens.
const deleteCommand = `set -eu
if [ -n "\${JOB_RACE_KUBECONFIG:-}" ]; then
  umask 077
  KUBECONFIG=$(mktemp)
  trap 'rm -f "$KUBECONFIG"' EXIT
  trap 'exit 130' INT TERM
  export KUBECONFIG
  printf '%s' "$JOB_RACE_KUBECONFIG" > "$KUBECONFIG"
  unset JOB_RACE_KUBECONFIG
fi
k() {
  verb=$1
  shift
  kubectl \${JOB_RACE_CONTEXT:+"--context=$JOB_RACE_CONTEXT"} --namespace="$JOB_RACE_NAMESPACE" \\
    "$verb" "\${JOB_RACE_KINDS:-jobs}" --selector="$JOB_RACE_SELECTOR" "$@"
}
if ! command -v kubectl >/dev/null; then
  echo "job-race: kubectl is not in PATH. Install it, then run destroy again." >&2
  exit 127
fi
if ! found=$(k get --output=name --request-timeout=10s 2>&1); then
  printf '%s\\n' "$found" | tail -n 1 >&2
  echo "job-race: could not check namespace $JOB_RACE_NAMESPACE for Jobs with the labels $JOB_RACE_SELECTOR." >&2
  if [ "\${PULUMI_K8S_DELETE_UNREACHABLE:-}" = true ]; then exit 0; fi
  echo "job-race: if that cluster is gone, set PULUMI_K8S_DELETE_UNREACHABLE=true and run destroy again." >&2
  exit 1
fi
k delete --ignore-not-found --cascade=foreground --wait --timeout=120s
`.replace(/^ +/gm, "");
