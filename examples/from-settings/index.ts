import * as pulumi from "@pulumi/pulumi";
import { banner, Race, stackSettings } from "job-race";

/** Whatever the stack's settings say: `Pulumi.STACK.yaml`, with the keys of job-race's README. */
const race = new Race("race", stackSettings());

export const namespace = race.namespace;
export const verdict = race.results.apply((results) => results.verdict?.sentence);

/** In full, as a message; of an output Pulumi shows three lines. */
race.results.apply((results) => {
  if (!pulumi.runtime.isDryRun()) void pulumi.log.info(banner(results));
});
