import * as pulumi from "@pulumi/pulumi";
import { analyse } from "./analysis/analyse";
import { keepResults, resultsPath } from "./components/keep-results";
import { Race } from "./components/race";
import { banner } from "./report/formats/banner";
import { splitResults } from "./report/split-results";
import * as figures from "./report/stack-outputs";
import { stackReadme } from "./report/formats/stack-readme";
import { readSettings } from "./settings";

const settings = readSettings();
const { lanes, seed } = settings.plan;
const race = new Race("race", { settings });
const found = race.timings.apply((heats) => analyse({ settings: { ...settings.config, lanes, seed }, lanes, heats }));

/** Where the heats ran. */
export const namespace = race.namespace;

/** Everything that the race found out, as `analysis/results/results.ts` describes it; of a big race, all but the details. */
export const results = pulumi.all([found, namespace]).apply(([all, place]) => {
  const path = resultsPath(settings.stack, place);
  const { outputs, raw } = splitResults(all, path);
  if (raw !== undefined) keepResults(raw, path, __dirname);
  return outputs;
});

/** The first lane's Duration, as `kubectl describe jobs` prints it. */
export const serialDuration = found.apply(figures.serialDuration);

/** The second lane's. */
export const parallelDuration = found.apply(figures.parallelDuration);

/** How many times as fast the second lane is as the first. */
export const speedup = found.apply(figures.speedup);

/** The results for a person to read. */
export const raceResults = found.apply(banner);

/** For the stack's page in Pulumi Cloud, which shows the output of this name. */
export const readme = pulumi.all([found, results]).apply(([all, { raw }]) => stackReadme(all, raw));
