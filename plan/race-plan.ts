import { asTheyStand, standingWarning } from "./as-it-stands";
import { cleanManifest } from "./clean-manifest";
import type { LaneRequest } from "./lane-request";
import { buildLane } from "./lanes";
import type { Heat, Lane } from "./lane";
import { type ManifestSource, parseManifest } from "./manifest";
import { bad, type Checked, every, good, type Mistake, show } from "./mistake";
import { orderRounds, seedOf } from "./order";
import { parsePod } from "./queue-lane";
import type { RaceConfig } from "./race-config";
import { warmupLanes } from "./warmup";

/** What the settings ask for, ready to be run. */
export interface RacePlan {
  /** In the order of the settings, then the lanes of the sweep. The first is the serial one, the second the parallel. */
  readonly lanes: readonly Lane[];
  /** Every heat in the order of running, warm-up heats (round 0) first. */
  readonly heats: readonly Heat[];
  /** What shuffled the lanes, or would have. */
  readonly seed: number;
  /** What a preview says of the lanes. */
  readonly notes: readonly string[];
  /** What a user should know although the race can run. */
  readonly warnings: readonly string[];
}

/** Plans the race, or lists everything that keeps it from running. `read` returns a file's text, or throws. */
export function planRace(config: RaceConfig, stack: string, read: (path: string) => string): Checked<RacePlan> {
  const requests = every(
    config.lanes.map(({ name, manifest: source, ...lane }, index): Checked<LaneRequest> => {
      const key = `lanes[${index}]`;
      const path = typeof source === "string" ? source : `${key}.manifest`;
      const manifest =
        typeof source === "string"
          ? readManifest({ path, key: `${key}.manifest` }, read, parseManifest)
          : // JSON is YAML too: an object is read by the same rules as a file.
            parseManifest(JSON.stringify(source), { key: `${key}.manifest`, path });
      const queue =
        lane.queue === undefined ? undefined : readManifest({ path: lane.queue, key: `${key}.queue` }, read, parsePod);
      const fill =
        lane.fill === undefined
          ? undefined
          : readManifest({ path: lane.fill, key: `${key}.fill` }, read, parseManifest);
      const wrong = [manifest, queue, fill].flatMap((part) => (!part || part.ok ? [] : part.mistakes));
      if (!manifest.ok || wrong.length > 0) return bad(...wrong);
      return good({
        name,
        path,
        ...manifest.value,
        ...(queue?.ok === true && { queue: { manifest: queue.value.manifest, hostName: queue.value.name } }),
        ...(lane.fill !== undefined && fill?.ok === true && { fill: { path: lane.fill, ...fill.value } }),
        completions: { key: `${key}.completions`, count: lane.completions },
        parallelism: { key: `${key}.parallelism`, count: lane.parallelism },
        items: config.items,
      });
    }),
  );
  const named = uniqueNames(config);
  if (!requests.ok) return bad(...named, ...requests.mistakes);
  const listed = withParallelism(requests.value, config);
  const standing = asTheyStand([...listed, ...sweepRequests(listed, config)], config);
  if (!standing.ok) return bad(...named, ...standing.mistakes);
  const all = standing.value;
  const lanes = every(all.map((request) => buildLane(request, config, stack)));
  if (!lanes.ok || named.length > 0) return bad(...distinct([...named, ...(lanes.ok ? [] : lanes.mistakes)]));
  const warmups = config.warmup ? warmupLanes(all, lanes.value, config, stack) : good([]);
  if (!warmups.ok) return warmups;
  const seed = config.seed ?? seedOf(config.run);
  return good({
    lanes: lanes.value,
    heats: planHeats(warmups.value, orderRounds(lanes.value, config.rounds, config.order, seed)),
    seed,
    notes: lanes.value.filter(() => config.itemsAt !== undefined).map(commandLine),
    warnings: distinct([
      ...(config.itemsPerPod === undefined && all[0]?.itemsPerPod !== undefined ? [standingWarning(config)] : []),
      ...ledgerWarning(lanes.value, config),
      ...requests.value.flatMap((request) => warningsOf(request, config.namespace)),
    ]),
  });
}

function readManifest<T>(
  source: ManifestSource,
  read: (path: string) => string,
  parse: (text: string, source: ManifestSource) => Checked<T>,
): Checked<T> {
  const { key, path } = source;
  let text: string;
  try {
    text = read(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const why = { ENOENT: "no such file", EISDIR: "a folder", EACCES: "not permitted" }[code] ?? code;
    return bad({ key, expected: "a readable file", got: `${show(path)} (${why})` });
  }
  return parse(text, source);
}

function uniqueNames({ lanes, sweep }: RaceConfig): Mistake[] {
  const names = lanes.map(({ name }) => name);
  const again = names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ key: `lanes[${index}].name`, expected: "a name that no other lane has", got: show(name) }]
      : [],
  );
  const swept = sweep.flatMap((parallelism, index) => {
    const key = `sweep[${index}]`;
    if (sweep.indexOf(parallelism) < index)
      return [{ key, expected: "each parallelism once", got: `${parallelism} again` }];
    const name = `${sweptLane(lanes).name}-p${parallelism}`;
    return names.includes(name)
      ? [{ key, expected: `no lane that is named ${show(name)} already`, got: String(parallelism) }]
      : [];
  });
  return [...again, ...swept];
}

/** The parallel lane: the second one, or the only one. */
function sweptLane<T>(lanes: readonly T[]): T {
  const lane = lanes[1] ?? lanes[0];
  if (lane === undefined) throw new TypeError("Expected at least one lane, which the settings' schema ensures");
  return lane;
}

/** The setting `parallelism` on top of the parallel lane's own. */
function withParallelism(requests: readonly LaneRequest[], { parallelism: count }: RaceConfig): readonly LaneRequest[] {
  if (count === undefined) return requests;
  const parallel = sweptLane(requests);
  return requests.map((request) =>
    request === parallel ? { ...request, parallelism: { key: "parallelism", count } } : request,
  );
}

/** Lines that name no items can only be counted. */
function ledgerWarning(lanes: readonly Lane[], { itemPattern }: RaceConfig): string[] {
  if (lanes.every(({ kind }) => kind !== "queue") || itemPattern.includes("(?<item>")) return [];
  return [
    "itemPattern has no group named item, so a queue's ledger counts lines: an item that was lost would not show beside one " +
      "that was done twice. Where the log names its items, let the group hold the name, as in 'done: (?<item>\\S+)'",
  ];
}

/** What a lane's pods run, where a pattern decided where the items stand in it. */
function commandLine({ name, container, manifest }: Lane): string {
  const raced = manifest.spec.template.spec.containers.find((candidate) => candidate.name === container);
  return `${name}: each pod runs ${[...(raced?.command ?? []), ...(raced?.args ?? [])].join(" ")}`;
}

function sweepRequests(requests: readonly LaneRequest[], { sweep }: RaceConfig): LaneRequest[] {
  const base = sweptLane(requests);
  return sweep.map((count, index) => ({
    ...base,
    name: `${base.name}-p${count}`,
    parallelism: { key: `sweep[${index}]`, count },
  }));
}

function planHeats(warmups: readonly Lane[], rounds: readonly (readonly Lane[])[]): Heat[] {
  return [warmups, ...rounds]
    .flatMap((lanes, round) => lanes.map((lane) => ({ lane, round })))
    .map((heat, position) => ({ ...heat, position }));
}

function warningsOf({ path, manifest, warnings }: LaneRequest, namespace: string | undefined): string[] {
  return [...warnings, ...cleanManifest(manifest, namespace).warnings].map((warning) => `${path}: ${warning}`);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
