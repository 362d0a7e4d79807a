import * as pulumi from "@pulumi/pulumi";
import { isContent } from "../observe/api/kubeconfig";
import { keptProvider, suffixProvider } from "./kept-provider.cjs";

/** The text that the state keeps with a resource: a module whose `handler` makes the provider. */
export const keptTexts = {
  heat: moduleOf(`(${String(keptProvider)})("heat")`),
  queue: moduleOf(`(${String(keptProvider)})("queue")`),
  suffix: moduleOf(`(${String(suffixProvider)})()`),
};

function moduleOf(provider: string): string {
  return `exports.handler = () => ${provider.replace(/\s*\n\s*/g, " ")};`;
}

/**
 * A dynamic resource: Pulumi's own provider for those runs the text that the state keeps with it. `pulumi.dynamic.Resource` would
 * make that text from a closure, twice as long, and would load a TypeScript compiler for it at every start.
 */
export class KeptResource extends pulumi.CustomResource {
  constructor(
    type: string,
    text: keyof typeof keptTexts,
    name: string,
    props: pulumi.Inputs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(`pulumi-nodejs:dynamic:${type}`, name, { ...props, __provider: keptTexts[text] }, opts);
  }
}

/** The kubeconfig as an input: its content is a secret, its path is none. */
export function kubeconfigInput(kubeconfig: pulumi.Input<string> | undefined): pulumi.Inputs {
  if (kubeconfig === undefined) return {};
  const content = pulumi.output(kubeconfig).apply((text) => (isContent(text) ? pulumi.secret(text) : text));
  return { kubeconfig: content };
}
