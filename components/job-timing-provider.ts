import type * as pulumi from "@pulumi/pulumi";
import type * as Work from "./job-timing-work";
import type { JobTimingInputs, JobTimingOutputs, QueuePodInputs, QueuePodOutputs } from "./job-timing-work";

/**
 * What Pulumi keeps with every heat, twice, and runs in a process of its own: so it is as small as can be, and only loads the work
 * from the project's folder. Its functions use nothing but their inputs, plain functions and constants, and modules that are
 * loaded inside them. Deleting and reading back need none: what is deleted is a record, what is read is what was recorded.
 * Before it replaces a Job, the engine asks the provider in the state what that would change, and its work may be somewhere else by
 * now. It says then that it does not know: the program's own provider, which is asked next, does.
 */
export const jobTimingProvider: pulumi.dynamic.ResourceProvider<JobTimingInputs, JobTimingOutputs> = {
  create: async (inputs) => (await loadWork()).create(inputs),
  update: async (_id, olds, news) => (await loadWork()).update(olds, news),
  diff: async (_id, olds, news) => (await loadWork().catch(() => undefined))?.diff(olds, news) ?? {},
};

/** The same for the Pod of a queue. Its heat's end removes it, and what that missed, the stack's clean-up. */
export const queuePodProvider: pulumi.dynamic.ResourceProvider<QueuePodInputs, QueuePodOutputs> = {
  create: async (inputs) => (await loadWork()).createQueue(inputs),
  update: async (_id, olds, news) => (await loadWork()).updateQueue(olds, news),
  diff: async (_id, olds, news) => (await loadWork().catch(() => undefined))?.diffQueue(olds, news) ?? {},
};

/** The package is the folder in which the engine starts the provider or one above it, or is installed in one of them. */
async function loadWork(): Promise<typeof Work> {
  const { existsSync } = await import("node:fs");
  const { createRequire } = await import("node:module");
  const cwd = process.cwd();
  const require = createRequire(`${cwd}/_`) as unknown as Requiring;
  for (const modules of require.resolve.paths("_") ?? []) {
    for (const at of ["..", "job-race"]) {
      const file = `${modules}/${at}/components/load-work.cjs`;
      if (existsSync(file)) return require(file).work();
    }
  }
  throw new Error(`Expected the package job-race in or above ${cwd}, got none.\nNext: npm ci, then pulumi up again.`);
}

interface Requiring {
  (file: string): { readonly work: () => typeof Work };
  readonly resolve: { readonly paths: (name: string) => string[] | null };
}
