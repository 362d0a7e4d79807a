/** What another Pulumi program imports: `import { JobTiming, Race } from "job-race"`. Composition only. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { analyse } from "./analysis/analyse";
import type { Results } from "./analysis/results/results";
import { pickSettings } from "./analysis/results/settings-record";
import { judge } from "./components/end-update";
import { Race as CheckedRace } from "./components/race";
import { describeMistakes } from "./plan/describe-mistakes";
import type { RaceConfig } from "./plan/race-config";
import { checkSettings, type Settings } from "./plan/check-settings";
import { figuresOf } from "./report/figures";
import type { StackSettings } from "./settings";

export { stackSettings } from "./settings";
export type { StackSettings } from "./settings";
export { JobTiming } from "./components/job-timing";
export type { JobTimingArgs } from "./components/job-to-time";
export { banner } from "./report/formats/banner";
export type { HeatTiming } from "./observe/heat-timing";
export type { Results };

/** One way to split the items. */
export interface LaneArgs {
  readonly name: string;
  /** A `batch/v1` Job: the path of its YAML, from the program's folder, or the object itself. */
  readonly manifest: string | object;
  /** @default the manifest's */
  readonly parallelism?: number;
  /** @default the manifest's */
  readonly completions?: number;
  /** The path of a Pod that serves a queue: the lane's pods take their items from it. */
  readonly queue?: string;
  /** The path of a Job that puts all items into the queue before each heat. */
  readonly fill?: string;
}

/** The settings of a race by their names in the README, each with the default that it has there. */
export interface RaceArgs extends Partial<Omit<RaceConfig, "lanes">> {
  /** The serial one first. */
  readonly lanes?: readonly LaneArgs[];
  /** @default the kubeconfig's current context */
  readonly context?: string;
  /** A kubeconfig's path or content. @default KUBECONFIG or `~/.kube/config` */
  readonly kubeconfig?: string;
}

/**
 * A race as part of another program. What is wrong with the arguments or a manifest ends the program with one error
 * that lists all of it, before anything is created.
 */
export class Race extends CheckedRace {
  /** What the race found out, computed from the recorded heats. */
  readonly results: pulumi.Output<Results>;

  constructor(name: string, args: RaceArgs | StackSettings = {}, opts?: pulumi.ComponentResourceOptions) {
    const settings = settingsFrom(args);
    const { lanes, seed } = settings.plan;
    const record = pickSettings({ ...settings.config, lanes, seed });
    super(name, { settings, record }, opts);
    this.results = this.timings.apply((heats) => analyse({ settings: record, lanes, heats }));
    const { failIf } = settings.config;
    this.results.apply((results) => {
      judge({ failIf, figures: figuresOf(results) });
    });
  }
}

function settingsFrom({ context, kubeconfig, ...race }: RaceArgs | StackSettings): Settings {
  const entries = [
    ...Object.entries(race).map(([key, value]) => [`job-race:${key}`, value] as const),
    ["kubernetes:context", context] as const,
    ["kubernetes:kubeconfig", kubeconfig] as const,
  ];
  const checked = checkSettings({
    stack: pulumi.getStack(),
    project: "job-race",
    config: Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, asText(value)]]))),
    secretKeys: new Set(["kubernetes:kubeconfig"]),
    root: process.cwd(),
    home: homedir(),
    kubeconfigVariable: process.env["KUBECONFIG"],
    read: (path) => readFileSync(ownManifest(path), "utf8"),
  });
  if (!checked.ok) throw new pulumi.RunError(describeMistakes(checked.mistakes, "program"));
  for (const warning of checked.value.plan.warnings) void pulumi.log.warn(warning);
  return checked.value;
}

/** As Pulumi stores a setting. */
function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The classic manifests come with this package: the lanes' defaults name them. */
function ownManifest(path: string): string {
  const packaged = join(__dirname, relative(process.cwd(), path));
  return !existsSync(path) && existsSync(packaged) ? packaged : path;
}
