import { examples } from "../../commands/run/examples";
import { shortRace } from "./stack";

const lane = (name: string, manifest: string, more: object = {}) => ({
  name,
  manifest: `examples/queue/${manifest}.yaml`,
  ...more,
});

/** The classic queue, and the Job that fills it. */
export const beside = { queue: "manifests/queue.yaml", fill: "examples/queue/fill.yaml" };

/** Eight short items, in equal parts, from a queue, and from one of whose workers one is killed in mid-item. */
export const queueRace = {
  ...shortRace,
  "job-race:items": 8,
  "job-race:itemPattern": examples.queue.itemPattern,
  "job-race:lanes": [
    lane("shards", "short-shards"),
    lane("consumers", "short-consumers", beside),
    lane("killed", "memq-killed", beside),
  ],
};
