import { endsBeforePods } from "./impossible-times";
import { shown } from "./reasonable";

/** The only version of the format so far; a file made by hand needs none. */
const NEWEST = 1;
const SHAPE = ["kind", "parallelism", "completions", "items"] as const;

/**
 * What makes the heats of a results file no race, although each of them is well-formed. Looked for in the unchecked
 * value, so that it is listed with the other mistakes.
 */
export function incomparable(value: unknown): string[] {
  if (!isObject(value)) return [];
  const [lanes, heats] = [entriesOf(value, "lanes", "name"), entriesOf(value, "heats", "lane")];
  const entries = [...lanes, ...heats];
  return [
    ...otherVersion(value["schemaVersion"]),
    ...onlyWarmups(value["heats"]),
    ...repeatedLanes(lanes),
    ...unknownLanes(lanes, heats),
    ...repeatedHeats(entries),
    ...changedShapes(entries),
    ...unequalWork(entries),
    ...heats.flatMap(({ where, fields }) => endsBeforePods(where, fields)),
  ];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A heat, or a lane as the results have it, with its place in the file. */
interface Entry {
  readonly where: string;
  readonly lane: string;
  readonly fields: Record<string, unknown>;
}

/** Warm-up heats (round 0) are another, smaller Job, and never analysed. */
function entriesOf(value: Record<string, unknown>, list: string, nameKey: string): Entry[] {
  const entries = value[list];
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((fields: unknown, index): Entry[] => {
    if (!isObject(fields) || fields["round"] === 0) return [];
    const lane = fields[nameKey];
    return typeof lane === "string" ? [{ where: `${list}[${index}]`, lane, fields }] : [];
  });
}

function otherVersion(version: unknown): string[] {
  if (version === undefined || version === NEWEST) return [];
  const newer = typeof version === "number" && version > NEWEST ? ", which a newer job-race can read" : "";
  return [`schemaVersion: expected the number ${NEWEST}, got ${shown(version)}${newer}`];
}

function onlyWarmups(heats: unknown): string[] {
  if (!Array.isArray(heats) || heats.length === 0) return [];
  if (!heats.every((heat) => isObject(heat) && heat["round"] === 0)) return [];
  return ["heats: expected heats of round 1 or later, got warm-ups alone, which are of round 0 and in no statistic"];
}

function repeatedLanes(lanes: readonly Entry[]): string[] {
  const first = new Map<string, string>();
  return lanes.flatMap(({ where, lane }): string[] => {
    const earlier = first.get(lane);
    if (earlier === undefined) first.set(lane, where);
    return earlier === undefined ? [] : [`${where}.name: expected a name of its own, got that of ${earlier}`];
  });
}

/** The first heat of each lane that the file's list of lanes, if it has one, leaves out. */
function unknownLanes(lanes: readonly Entry[], heats: readonly Entry[]): string[] {
  if (lanes.length === 0) return [];
  const known = new Set(lanes.map(({ lane }) => lane));
  const unknown = new Map([...heats].reverse().map((heat) => [heat.lane, heat]));
  return [...unknown.values()]
    .reverse()
    .filter(({ lane }) => !known.has(lane))
    .map(({ where, lane }) => `${where}.lane: expected one of the file's lanes, got ${shown(lane)}`);
}

/** A lane has one heat in a round. */
function repeatedHeats(entries: readonly Entry[]): string[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ where, lane, fields }): string[] => {
    if (fields["round"] === undefined) return [];
    const key = JSON.stringify([lane, fields["round"]]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, where);
    return first === undefined ? [] : [`${where}: expected one heat of a lane in a round, got the same as ${first}`];
  });
}

/** The first place where a lane is not what it was before. */
function changedShapes(entries: readonly Entry[]): string[] {
  return SHAPE.flatMap((key) => {
    const seen = new Map<string, Entry>();
    const told = new Set<string>();
    return entries.flatMap((entry): string[] => {
      const { where, lane, fields } = entry;
      const value = fields[key];
      if (typeof value !== "number" && typeof value !== "string") return [];
      const first = seen.get(lane);
      if (!first) seen.set(lane, entry);
      if (!first || first.fields[key] === fields[key] || told.has(lane)) return [];
      told.add(lane);
      return [
        `${where}.${key}: expected ${String(first.fields[key])} as in ${first.where} of the same lane, got ${value}`,
      ];
    });
  });
}

/** The first place of each lane that makes another number of items than the first lane. */
function unequalWork(entries: readonly Entry[]): string[] {
  const counted = entries.filter(({ fields }) => typeof fields["items"] === "number");
  const lanes = [...new Map([...counted].reverse().map((entry) => [entry.lane, entry])).values()].reverse();
  const first = counted[0];
  if (!first) return [];
  return lanes
    .filter(({ fields }) => fields["items"] !== first.fields["items"])
    .map(
      ({ where, fields }) =>
        `${where}.items: expected ${String(first.fields["items"])} as in ${first.where}, because lanes race with the same work, ` +
        `got ${String(fields["items"])}`,
    );
}
