import { strict as assert } from "node:assert";
import { Stack, type Outcome } from "./stack";

/** Settings alone make a race of it: two items in one pod, and in two. */
function raceOf(manifest: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const path = `test/fixtures/manifests/${manifest}`;
  return {
    "job-race:items": 2,
    "job-race:lanes": [
      { name: "alone", manifest: path, completions: 1, parallelism: 1 },
      { name: "two", manifest: path, completions: 2, parallelism: 2 },
    ],
    "job-race:container": "maker",
    "job-race:warmup": false,
    ...more,
  };
}

describe("a manifest of the user's own", () => {
  const ways = [
    {
      title: "a flag of another name, `--count 12`,",
      settings: raceOf("own-flag.yaml", { "job-race:itemsFlag": "--count" }),
    },
    { title: "an environment variable", settings: raceOf("own-env.yaml", { "job-race:itemsEnv": "COUNT" }) },
  ];
  const seen = new Map<string, { stack: Stack; outcome: Outcome }>();

  before(async () => {
    for (const { title, settings } of ways) {
      const stack = await Stack.make(settings);
      seen.set(title, { stack, outcome: await stack.up() });
    }
  });

  after(async () => {
    await Promise.all([...seen.values()].map(({ stack }) => stack.end()));
  });

  for (const { title } of ways) {
    it(`is raced through settings alone: ${title} says how many items a pod makes`, async () => {
      const { stack, outcome } = seen.get(title) ?? {};
      assert.ok(stack !== undefined && outcome?.exitCode === 0, outcome?.text);
      const results = await stack.results();
      const made = results.heats.map(({ lane, laps, pods }) => [lane, pods?.length, laps?.length]);
      assert.deepEqual(made, [
        ["alone", 1, 2],
        ["two", 2, 2],
      ]);
    });
  }
});
