import type * as pulumi from "@pulumi/pulumi";
import { KeptResource } from "./kept-resource";

/**
 * Eight random digits that the stack keeps, as its id. Pulumi would make some for each namespace that it creates, but knows them
 * only once the namespace is there: an update that is killed in that moment would lose a namespace, and make a second one.
 * With these, the next update finds the one that is there.
 */
export class NamespaceSuffix extends KeptResource {
  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super("NamespaceSuffix", "suffix", name, {}, opts);
  }
}
