import { analyse } from "./analysis/analyse";
import { Race } from "./components/race";
import { banner } from "./report/banner";
import * as figures from "./report/stack-outputs";
import { stackReadme } from "./report/stack-readme";
import { readSettings } from "./settings";

const settings = readSettings();
const race = new Race("race", { settings });

/** Where the heats ran. */
export const namespace = race.namespace;

/** Everything that the race found out: see `analysis/results.ts`. */
export const results = race.timings.apply((heats) =>
  analyse({ settings: { ...settings.config, seed: settings.plan.seed }, lanes: settings.plan.lanes, heats }),
);

/** The first lane's Duration, as `kubectl describe jobs` prints it. */
export const serialDuration = results.apply(figures.serialDuration);

/** The second lane's. */
export const parallelDuration = results.apply(figures.parallelDuration);

/** How many times as fast the second lane is as the first. */
export const speedup = results.apply(figures.speedup);

/** The results for a person to read. */
export const raceResults = results.apply(banner);

/** For the stack's page in Pulumi Cloud, which shows the output of this name. */
export const readme = results.apply(stackReadme);
