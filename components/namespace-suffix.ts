import * as pulumi from "@pulumi/pulumi";

/**
 * Eight random digits that the stack keeps, as its id. Pulumi would make some for each namespace that it creates, but knows them
 * only once the namespace is there: an update that is killed in that moment would lose a namespace, and make a second one.
 * With these, the next update finds the one that is there.
 */
export class NamespaceSuffix extends pulumi.dynamic.Resource {
  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super(namespaceSuffixProvider, name, {}, opts, undefined, "NamespaceSuffix");
  }
}

const namespaceSuffixProvider: pulumi.dynamic.ResourceProvider = {
  create: async () => {
    const { randomBytes } = await import("node:crypto");
    return { id: randomBytes(4).toString("hex") };
  },
  // Without an answer, an edit of this code would look like a change.
  diff: () => Promise.resolve({ changes: false }),
};
