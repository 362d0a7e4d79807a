import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "./analysis/analyse";
import { pickSettings } from "./analysis/results/settings-record";
import { endUpdate, resultsPath } from "./components/end-update";
import { Race } from "./components/race";
import { withoutPositions } from "./components/source-positions";
import { figuresOf } from "./report/figures";
import { banner, shortBanner } from "./report/formats/banner";
import { headline } from "./report/headline";
import * as figures from "./report/stack-outputs";
import { readSettings } from "./settings";

const settings = readSettings();
const { config, stack } = settings;
const { lanes, seed } = settings.plan;
const record = pickSettings({ ...config, lanes, seed });
const race = withoutPositions(() => new Race("race", { settings, record }));
const found = race.timings.apply((heats) => analyse({ settings: record, lanes, heats }));

pulumi.all([found, race.namespace]).apply(([document, place]) => {
  const judged = { failIf: config.failIf, figures: figuresOf(document) };
  endUpdate({ text: banner(document), document, path: resultsPath(stack, place), judged });
});

export = {
  /** Where the heats ran. */
  namespace: race.namespace,
  /** The headline of what the race found out. */
  results: found.apply(headline),
  /** The first lane's Duration, as `kubectl describe jobs` prints it. */
  serialDuration: found.apply(figures.serialDuration),
  // Of one lane alone there are no such figures, and Pulumi would warn of outputs without a value.
  ...(lanes.length > 1 && {
    /** The second lane's. */
    parallelDuration: found.apply(figures.parallelDuration),
    /** How many times as fast the second lane is as the first. */
    speedup: found.apply(figures.speedup),
  }),
  /** The results for a person to read, without the tables that the update ends with. */
  raceResults: found.apply(shortBanner),
  /** For the stack's page in Pulumi Cloud, which puts the outputs where this names them. */
  readme: readFileSync(join(__dirname, "Pulumi.README.md"), "utf8"),
};
