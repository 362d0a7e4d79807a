const item = "Item done: .*\\((?<item>[^)]+)\\)";
const folder = "examples/queue";

/** Races that `npm start -- --example NAME` brings along: settings beneath those of the command line. */
export const examples = {
  /** The same uneven items in one pod, in equal parts of an Indexed Job, and from a queue. */
  queue: {
    items: "40",
    rounds: "5",
    itemPattern: item,
    lanes: JSON.stringify([
      { name: "oneshot", manifest: `${folder}/uneven-oneshot.yaml` },
      { name: "shards", manifest: `${folder}/uneven-shards.yaml` },
      {
        name: "consumers",
        manifest: `${folder}/uneven-consumers.yaml`,
        queue: "manifests/queue.yaml",
        fill: `${folder}/fill.yaml`,
      },
    ]),
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type ExampleName = keyof typeof examples;
