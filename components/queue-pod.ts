import * as pulumi from "@pulumi/pulumi";
import type { QueueRequest } from "../observe/wait/queue-pod";
import { KeptResource, kubeconfigInput } from "./kept-resource";
import { workHash } from "./work-hash";

type QueuePodArgs = { readonly [Key in keyof QueueRequest]: pulumi.Input<QueueRequest[Key]> } & {
  readonly kubeconfig?: pulumi.Input<string> | undefined;
  readonly context?: pulumi.Input<string> | undefined;
};

const hash = workHash();

/**
 * The Pod that serves one heat's queue, made and ready, or the deployment fails with a named reason. It goes when its heat has
 * ended, so that no queue takes CPU from the heats after it. That is why it is not a resource of the Kubernetes provider: a
 * refresh would find it gone and race a finished heat again.
 */
export class QueuePod extends KeptResource {
  /** The Pod's name. */
  declare readonly pod: pulumi.Output<string>;
  declare readonly uid: pulumi.Output<string>;
  declare readonly address: pulumi.Output<string>;

  constructor(name: string, args: QueuePodArgs, opts?: pulumi.CustomResourceOptions) {
    const { kubeconfig, ...rest } = args;
    const props = {
      ...rest,
      ...kubeconfigInput(kubeconfig),
      workHash: hash,
      pod: undefined,
      uid: undefined,
      address: undefined,
    };
    super("QueuePod", "queue", name, props, opts);
  }
}
