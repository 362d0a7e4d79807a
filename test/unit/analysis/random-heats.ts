import fc from "fast-check";
import type { PodTiming } from "../../../observe/heat-timing";
import type { RecordedHeat } from "../../../analysis/results/results";
import { instant } from "../../fixtures/results/simulated-heat";

/** Instants that may lie in any order and have any source's digits; some are not instants at all. */
const moment = fc
  .oneof(
    { weight: 9, arbitrary: fc.tuple(fc.double({ min: 0, max: 60, noNaN: true }), fc.constantFrom(0, 6, 9)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )
  .map((at) => (at === undefined ? "unknown" : instant(1_767_323_045 + at[0], at[1])));

const pod: fc.Arbitrary<PodTiming> = fc.record(
  {
    name: fc.constantFrom("a", "b", "c", "d"),
    uid: fc.string(),
    createdAt: moment,
    scheduledAt: moment,
    pullingAt: moment,
    pulledAt: moment,
    containerStartedAt: moment,
    firstLogAt: moment,
    lastLogAt: moment,
    startedAt: moment,
    finishedAt: moment,
    itemsAt: fc.array(moment, { maxLength: 4 }),
    phase: fc.constantFrom("Succeeded", "Failed", "Pending", "Running", "Unknown"),
    restarts: fc.nat(3),
  },
  { requiredKeys: ["name", "uid", "createdAt", "itemsAt", "phase", "restarts"] },
);

/** Heats as no cluster would make them: anything may be missing or contradict the rest. */
export const anyHeat: fc.Arbitrary<RecordedHeat> = fc.record(
  {
    lane: fc.constantFrom("oneshot", "parallel", "p2", "p4", "p8"),
    round: fc.nat(6),
    durationSeconds: fc.nat(60),
    parallelism: fc.integer({ min: 1, max: 8 }),
    completions: fc.integer({ min: 1, max: 8 }),
    items: fc.integer({ min: 1, max: 16 }),
    endedAt: moment,
    completedAt: moment,
    pods: fc.array(pod, { maxLength: 6 }),
    disturbances: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.constant(["A pod was evicted."])),
    requests: fc.record(
      { cpu: fc.double({ min: 0, max: 4, noNaN: true }), memoryBytes: fc.nat() },
      { requiredKeys: [] },
    ),
    cluster: fc.record(
      { kubernetesVersion: fc.constant("v1.34.4"), allocatableCpu: fc.double({ min: 0, max: 64, noNaN: true }) },
      { requiredKeys: ["kubernetesVersion"] },
    ),
  },
  { requiredKeys: ["lane", "round", "durationSeconds"] },
);

/** Every number in a value, wherever it is. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
