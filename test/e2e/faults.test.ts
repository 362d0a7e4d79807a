import { strict as assert } from "node:assert";
import { readdir, readFile } from "node:fs/promises";
import type { Results } from "../../analysis/results";
import { places } from "./sandbox";
import { Stack, type Outcome } from "./stack";

/** A race of one lane of a fixture's manifest. */
function oneLane(manifest: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    "job-race:items": 1_000,
    "job-race:lanes": [{ name: "only", manifest: `test/fixtures/manifests/${manifest}` }],
    "job-race:warmup": false,
    ...more,
  };
}

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

  it("survives a kill of the API server", async () => {
    const stack = await stackOf(oneLane("unhurried.yaml"));
    const up = stack.start("up", "--yes", "--skip-preview");
    await untilRunning(stack);
    process.kill(await pidOf("kube-apiserver"), "SIGKILL");
    const { exitCode, all } = await up;
    assert.equal(exitCode, 0, all);
    const { results } = await stack.outputs<{ results: Results }>();
    assert.ok((results.heats[0]?.durationSeconds ?? 0) >= 12);
  });

  it("says that the Job is gone when somebody deletes it", async () => {
    const stack = await stackOf(oneLane("unhurried.yaml"));
    const up = stack.start("up", "--yes", "--skip-preview");
    const pod = await untilRunning(stack);
    await stack.kubectl("delete", "jobs", "--all", "--namespace", pod.namespace, "--wait=false");
    const { exitCode, all } = await up;
    assert.notEqual(exitCode, 0, all);
    assert.match(all, /JobGone/);
  });

  it("marks a heat whose pod was deleted, and leaves it out of the statistics", async () => {
    const stack = await stackOf(oneLane("unhurried.yaml"));
    const up = stack.start("up", "--yes", "--skip-preview");
    const pod = await untilRunning(stack);
    await stack.kubectl("delete", "pod", pod.name, "--namespace", pod.namespace, "--grace-period=0", "--force");
    const { exitCode, all } = await up;
    assert.equal(exitCode, 0, all);
    const { results } = await stack.outputs<{ results: Results }>();
    assert.equal(results.heats[0]?.valid, false);
    assert.ok((results.heats[0]?.taints.length ?? 0) > 0);
    assert.equal(results.lanes[0]?.n, 0);
  });
});

interface PodName {
  readonly name: string;
  readonly namespace: string;
}

/** Waits until the newest pod of the stack runs. */
async function untilRunning(stack: Stack): Promise<PodName> {
  for (;;) {
    const text = await stack.kubectl(
      "get",
      "pods",
      "--all-namespaces",
      "--selector",
      "job-race/lane=only",
      "--output",
      "json",
    );
    const pods = (JSON.parse(text) as { items: { metadata: PodName; status: { phase: string } }[] }).items;
    const running = pods.filter((pod) => pod.status.phase === "Running").at(-1);
    if (running !== undefined) return running.metadata;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The process of a daemon of this sandbox, found by its command line. */
async function pidOf(daemon: string): Promise<number> {
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "");
    if (command.includes(`/${daemon}\0`) && command.includes(places.root)) return Number(entry);
  }
  throw new Error(`Expected ${daemon} to run, but no process of the sandbox has that name.`);
}
