import * as pulumi from "@pulumi/pulumi";
import type { QueueRequest } from "../observe/wait/queue-ready";
import { queueReadyProvider } from "./job-timing-provider";

type QueueReadyArgs = { readonly [Key in keyof QueueRequest]: pulumi.Input<QueueRequest[Key]> } & {
  readonly kubeconfig?: pulumi.Input<string> | undefined;
  readonly context?: pulumi.Input<string> | undefined;
};

/** Waits until a queue's Pod is ready, or fails with a named reason. Like `JobTiming` it owns nothing in the cluster. */
export class QueueReady extends pulumi.dynamic.Resource {
  /** The Pod's address. */
  declare readonly address: pulumi.Output<string>;

  constructor(name: string, args: QueueReadyArgs, opts?: pulumi.CustomResourceOptions) {
    const { kubeconfig, ...rest } = args;
    const secret = kubeconfig === undefined ? {} : { kubeconfig: pulumi.secret(kubeconfig) };
    const secretOutputs = pulumi.mergeOptions(opts, { additionalSecretOutputs: ["kubeconfig"] });
    super(queueReadyProvider, name, { ...rest, ...secret, address: undefined }, secretOutputs, undefined, "QueueReady");
  }
}
