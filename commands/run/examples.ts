import type { Extras } from "./prepare";

const folder = "examples/queue";
/** Which item a line is about, and whether it is begun or done. */
const itemPattern = "Item (?:(?<start>taken): |done: .*\\()(?<item>[^)\\s]+)";
const items = { items: "40", itemPattern };

const memq = { queue: `${folder}/memq.yaml`, fill: `${folder}/fill.yaml` };
const nats = { queue: `${folder}/nats.yaml`, fill: `${folder}/fill-jetstream.yaml` };

const lane = (name: string, manifest: string, more: object = {}) => ({
  name,
  manifest: `${folder}/${manifest}.yaml`,
  ...more,
});

/** Races that `npm start -- --example NAME` brings along: settings beneath those of the command line. */
export const examples = {
  /** The same uneven items in one pod, in pods of five each, in equal parts of an Indexed Job, and from a queue. */
  queue: {
    ...items,
    rounds: "5",
    lanes: JSON.stringify([
      lane("oneshot", "uneven-oneshot"),
      lane("parallel", "uneven-shards", { completions: 8, parallelism: 4 }),
      lane("indexed", "uneven-shards"),
      lane("consumers", "uneven-consumers", memq),
    ]),
  },
  /** Two workers, as many as a small machine has CPUs: what one idles no other can use. */
  "queue-uneven": {
    ...items,
    rounds: "10",
    lanes: JSON.stringify([
      lane("shards", "uneven-shards", { completions: 2, parallelism: 2 }),
      lane("consumers", "uneven-consumers", { ...memq, parallelism: 2 }),
    ]),
  },
  /** Where all items are alike, there is nothing to gain. */
  "queue-even": {
    ...items,
    rounds: "10",
    lanes: JSON.stringify([lane("shards", "even-shards"), lane("consumers", "even-consumers", memq)]),
  },
  /** The classic queue beside a broker that keeps an item until its worker says that it is done. */
  "queue-nats": {
    ...items,
    rounds: "3",
    lanes: JSON.stringify([
      lane("shards", "uneven-shards"),
      lane("memq", "uneven-consumers", memq),
      lane("jetstream", "jetstream-consumers", nats),
    ]),
  },
  /** One worker of each queue dies in the middle of an item. */
  "queue-chaos": {
    ...items,
    items: "12",
    rounds: "1",
    lanes: JSON.stringify([lane("memq", "memq-killed", memq), lane("jetstream", "jetstream-killed", nats)]),
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type ExampleName = keyof typeof examples;

const withNats: readonly (ExampleName | undefined)[] = ["queue-nats", "queue-chaos"];

/** What the sandbox needs for that example alone. */
export function extrasOf(example: ExampleName | undefined): Extras {
  return { nats: withNats.includes(example) };
}
