import type { RaceFacts } from "../results/race-facts";
import type { Difference } from "./comparison";

/** Settings that change nothing that is compared: how often and in which order was raced, and as which run. */
const HARMLESS = ["rounds", "order", "seed", "run", "lanes", "sweep", "failIf"];

/** What the races do not share, beside their times. A lane's shape counts where both races have the lane. */
export function differencesOf(old: RaceFacts, now: RaceFacts): Difference[] {
  const shapes = now.lanes.flatMap((lane) => {
    const before = old.lanes.find(({ name }) => name === lane.name);
    const shape = ({ completions, parallelism, items }: typeof lane): object => ({ completions, parallelism, items });
    return before ? unequal(`lanes.${lane.name}`, shape(before), shape(lane)) : [];
  });
  return [
    ...unequal("settings", old.settings, now.settings).filter(
      ({ what }) => !HARMLESS.includes(what.slice("settings.".length)),
    ),
    ...shapes,
    ...unequal("cluster", old.cluster ?? {}, now.cluster ?? {}),
  ];
}

function unequal(where: string, old: object, now: object): Difference[] {
  const [before, after] = [new Map(Object.entries(old)), new Map(Object.entries(now))];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): Difference[] => {
    const [a, b] = [jsonOf(before.get(key)), jsonOf(after.get(key))];
    if (a === b) return [];
    return [{ what: `${where}.${key}`, ...(a !== undefined && { old: a }), ...(b !== undefined && { new: b }) }];
  });
}

function jsonOf(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
