import { strict as assert } from "node:assert";
import { execa } from "execa";
import { oneLane } from "./one-lane";
import { Stack, type Outcome } from "./stack";
import { untilRunning } from "./waiting";

/** Ends with the named error; the figures are the seconds within which a user must have been told. */
const refusals = [
  {
    title: "an image that is nowhere",
    manifest: "no-image.yaml",
    items: 1,
    says: [/ImagePull/, /job-race\.local\/nowhere:1/],
    withinSeconds: 60,
  },
  {
    title: "a request that no node can meet",
    manifest: "too-big.yaml",
    items: 1,
    says: [/Unschedulable/, /Insufficient cpu/],
    withinSeconds: 60,
  },
  {
    title: "a namespace that refuses the pods",
    manifest: "too-big.yaml",
    items: 1,
    says: [/PodsRefused/, /restricted/],
    withinSeconds: 30,
    namespace: "strict",
  },
];

describe("a fault in mid-heat on a real cluster", () => {
  const stacks: Stack[] = [];

  async function stackOf(settings: Readonly<Record<string, unknown>>): Promise<Stack> {
    const stack = await Stack.make(settings);
    stacks.push(stack);
    return stack;
  }

  after(async () => {
    await Promise.all(stacks.map((stack) => stack.end()));
  });

  describe("that Kubernetes would wait out for ever", () => {
    const seen = new Map<string, Outcome & { readonly seconds: number }>();

    before(async () => {
      const admin = await stackOf(oneLane("too-big.yaml"));
      await admin.kubectl("create", "namespace", "strict");
      await admin.kubectl("label", "namespace", "strict", "pod-security.kubernetes.io/enforce=restricted");
      await Promise.all(
        refusals.map(async ({ title, manifest, items, namespace }) => {
          const stack = await stackOf(
            oneLane(manifest, { "job-race:items": items, ...(namespace && { "job-race:namespace": namespace }) }),
          );
          const startedMs = performance.now();
          const outcome = await stack.up();
          seen.set(title, { ...outcome, seconds: (performance.now() - startedMs) / 1_000 });
        }),
      );
    });

    for (const { title, says, withinSeconds } of refusals) {
      it(`tells of ${title}, and what to do`, () => {
        const outcome = seen.get(title);
        assert.ok(outcome !== undefined && outcome.exitCode !== 0, outcome?.text);
        for (const pattern of says) assert.match(outcome.text, pattern);
        assert.ok(outcome.seconds < withinSeconds, `${outcome.seconds} s`);
      });
    }
  });

  it("says that the Job is gone when somebody deletes it", async () => {
    const stack = await stackOf(oneLane("unhurried.yaml"));
    const up = stack.start("up", "--yes", "--skip-preview");
    const pod = await untilRunning(stack, up);
    await stack.kubectl("delete", "jobs", "--all", "--namespace", pod.namespace, "--wait=false");
    const { exitCode, all } = await up;
    assert.notEqual(exitCode, 0, all);
    assert.match(all, /JobGone/);
  });

  it("marks a heat whose pod was evicted, and leaves it out of the statistics", async () => {
    const stack = await stackOf(oneLane("unhurried.yaml"));
    const up = stack.start("up", "--yes", "--skip-preview");
    const pod = await untilRunning(stack, up);
    const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata: pod };
    const path = `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/eviction`;
    await execa("kubectl", ["create", "--raw", path, "-f", "-"], { env: stack.env, input: JSON.stringify(eviction) });
    const { exitCode, all } = await up;
    assert.equal(exitCode, 0, all);
    const results = await stack.results();
    const [heat] = results.heats;
    assert.ok(heat !== undefined && !heat.valid && heat.disturbances.length > 0);
    assert.equal(results.lanes[0]?.n, 0);
  });
});
