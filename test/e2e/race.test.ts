import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "../../analysis/results/results";
import { banner } from "../../report/formats/banner";
import { headline, type Headline } from "../../report/headline";
import { pullRequestComment } from "../../report/pull-request/comment";
import { readPreview } from "../../report/pull-request/preview";
import { projectRoot } from "../../sandbox/places";
import { errorsOfMakespans } from "./makespan-errors";
import { shortRace, Stack, type Outcome } from "./stack";

interface Outputs {
  readonly namespace: string;
  readonly serialDuration: string;
  readonly parallelDuration: string;
  readonly speedup: number;
  readonly raceResults: string;
  readonly readme: string;
  readonly results: Headline;
}

/** A resource in a stack's state. */
interface Exported {
  readonly type: string;
  readonly outputs?: { readonly timing?: { readonly durationSeconds: number } };
}

const race = { ...shortRace, "job-race:rounds": 2 };

describe("a race on a real cluster", () => {
  let stack: Stack;
  let first: Outcome;
  let outputs: Outputs;
  let document: Results;
  const makespanErrors: number[] = [];

  before(async () => {
    stack = await Stack.make(race);
    first = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.equal(first.exitCode, 0, first.text);
    outputs = await stack.outputs<Outputs>();
    document = await kept(outputs);
    makespanErrors.push(...(await errorsOfMakespans(stack, document)));
  });

  after(async () => {
    await stack.end();
  });

  it("has every output of the interface", () => {
    const keys = ["namespace", "parallelDuration", "raceResults", "readme", "results", "serialDuration", "speedup"];
    assert.deepEqual(Object.keys(outputs).sort(), keys);
    assert.equal(outputs.results.schemaVersion, 1);
    assert.ok(outputs.speedup > 0);
    assert.match(
      outputs.raceResults,
      new RegExp(`Serial: ${outputs.serialDuration}\nParallel: ${outputs.parallelDuration}\n`),
    );
  });

  it("ends with the whole banner, and shows its outputs on less than 40 lines", async () => {
    const indented = (text: string) => text.split("\n").map((line) => line.trim());
    const [shown, whole] = [indented(first.text).join("\n"), indented(banner(document)).join("\n")];
    assert.ok(shown.includes(whole), first.text);
    const [, listed = ""] = /\nOutputs:\n([^]*?)\n\n?Resources:/.exec(first.text) ?? [];
    assert.ok(listed.includes("raceResults"), first.text);
    assert.ok(listed.split("\n").length < 40, listed);
    const { text } = await stack.pulumi("stack", "output");
    // Pulumi indents a text of several lines.
    assert.ok(indented(text).join("\n").includes(indented(outputs.raceResults).join("\n")), text);
    assert.ok(text.split("\n").length < 40, text);
  });

  it("has the same results in its state as in the file that the update wrote", async () => {
    assert.deepEqual(JSON.parse(JSON.stringify(await stack.results())), document);
    assert.deepEqual(headline(document), outputs.results);
  });

  it("keeps a heat with all its pods in less than 7 KB of the state, and says there how long it took", async () => {
    const { text } = await stack.pulumi("stack", "export");
    const { deployment } = JSON.parse(text) as { deployment: { resources: Exported[] } };
    const heats = deployment.resources.filter(({ type }) => type === "pulumi-nodejs:dynamic:JobTiming");
    assert.equal(heats.length, 4);
    for (const heat of heats) {
      const bytes = JSON.stringify(heat, undefined, 4).length;
      assert.ok(bytes < 7_000, String(bytes));
      assert.ok((heat.outputs?.timing?.durationSeconds ?? 0) > 0);
    }
  });

  it("says the Durations that kubectl describe says", async () => {
    for (const [lane, said] of [
      ["oneshot", outputs.serialDuration],
      ["parallel", outputs.parallelDuration],
    ] as const) {
      const described = await stack.kubectl(
        "describe",
        "jobs",
        "--namespace",
        outputs.namespace,
        "--selector",
        `job-race/lane=${lane}`,
      );
      // Of two rounds the faster one's is said.
      const durations = [...described.matchAll(/^Duration:\s+(\S+)$/gm)].map(([, duration]) => duration);
      assert.equal(durations.length, 2);
      assert.ok(durations.includes(said), `${said}, ${durations.join()}`);
    }
  });

  it("records the heats of the Jobs that the cluster has, with their items", async () => {
    const jobs = await stack.jobs(outputs.namespace);
    assert.deepEqual(document.heats.map((heat) => heat.uid).sort(), jobs.map((job) => job.metadata.uid).sort());
    for (const heat of document.heats) {
      assert.equal(heat.laps?.length, 4, heat.lane);
      assert.equal(heat.valid, true, heat.disturbances.join());
      assert.ok(heat.makespanSeconds !== undefined && heat.makespanSeconds <= heat.durationSeconds + 1);
    }
  });

  it("never lets two heats overlap", async () => {
    const text = await stack.kubectl("get", "pods", "--namespace", outputs.namespace, "--output", "json");
    const pods = (JSON.parse(text) as { items: PodSeen[] }).items;
    const spans = Map.groupBy(pods, (pod) => pod.metadata.labels["job-name"])
      .values()
      .map((ofHeat) => ofHeat.map((pod) => pod.status.containerStatuses[0]?.state.terminated))
      .map((ended) => ({
        start: Math.min(...ended.map((state) => Date.parse(state?.startedAt ?? ""))),
        end: Math.max(...ended.map((state) => Date.parse(state?.finishedAt ?? ""))),
      }))
      .toArray()
      .sort((a, b) => a.start - b.start);
    assert.equal(spans.length, 4);
    spans.slice(1).forEach(({ start }, index) => {
      assert.ok((spans[index]?.end ?? NaN) <= start, JSON.stringify(spans));
    });
  });

  it("changes nothing when nothing changed", async () => {
    const again = await stack.pulumi("preview", "--expect-no-changes");
    assert.equal(again.exitCode, 0, again.text);
    assert.doesNotMatch(again.text, /Where the time went/, "a preview has not raced");
    const up = await stack.up();
    assert.match(up.text, /unchanged/);
    assert.deepEqual(await stack.outputs<Outputs>(), outputs);
  });

  it("fails an update where `failIf` is true, and keeps every heat and output all the same", async () => {
    await stack.set({ ...race, "job-race:failIf": "lanes.parallel.medianSeconds > 0" });
    const failed = await stack.up();
    await stack.set(race);
    assert.notEqual(failed.exitCode, 0, failed.text);
    assert.match(failed.text, /error: Failed, because this is true: lanes\.parallel\.medianSeconds > 0/);
    assert.match(failed.text, /The results are in:/);
    assert.deepEqual(await stack.outputs<Outputs>(), outputs);
    const uids = (results: Results) => results.heats.map(({ uid }) => uid);
    assert.deepEqual(uids(await stack.results()), uids(document));
    const again = await stack.up();
    assert.equal(again.exitCode, 0, again.text);
  });

  it("shows in a preview just what a changed parallelism would race", async () => {
    const lanes = shortRace["job-race:lanes"].map((lane) =>
      lane.name === "parallel" ? { ...lane, parallelism: 1 } : lane,
    );
    await stack.set({ ...race, "job-race:lanes": lanes });
    const { exitCode, text } = await stack.pulumi("preview", "--diff");
    const json = await stack.pulumi("preview", "--json");
    await stack.set(race);
    const comment = pullRequestComment(readPreview(json.text), document);
    assert.match(comment, /This would race 2 heats\. What is recorded already is kept\./);
    assert.match(comment, /- `parallel`: parallelism 2 → 1\n[^]*- `parallel`: no forecast, because /);
    assert.equal(exitCode, 0, text);
    assert.match(text, /~ parallelism: 2 => 1/);
    assert.doesNotMatch(text, /oneshot/, "the other lane is not touched");
  });

  it("races again when `run` changes", async () => {
    await stack.set({ ...race, "job-race:run": "2" });
    const again = await stack.up();
    assert.equal(again.exitCode, 0, again.text);
    const now = await kept(await stack.outputs<Outputs>());
    const before = new Set(document.heats.map((heat) => heat.uid));
    assert.equal(now.heats.length, 4);
    assert.ok(now.heats.every((heat) => !before.has(heat.uid)));
    makespanErrors.push(...(await errorsOfMakespans(stack, now)));
  });

  it("times heats to milliseconds, by what the workload's own clock says", () => {
    const sorted = makespanErrors.sort((a, b) => a - b).map((seconds) => seconds * 1_000);
    console.log(`      errors of the makespan: ${sorted.map((milliseconds) => milliseconds.toFixed(1)).join(", ")} ms`);
    assert.ok(((sorted[3] ?? NaN) + (sorted[4] ?? NaN)) / 2 <= 10, "median");
    assert.equal(sorted.length, 8);
    assert.ok((sorted.at(-1) ?? NaN) <= 50, "worst");
  });
});

async function kept({ namespace }: Outputs): Promise<Results> {
  return JSON.parse(await readFile(join(projectRoot, "results", "dev", `${namespace}.json`), "utf8")) as Results;
}

interface PodSeen {
  readonly metadata: { readonly labels: Record<string, string> };
  readonly status: {
    readonly containerStatuses: {
      readonly state: { readonly terminated?: { readonly startedAt: string; readonly finishedAt: string } };
    }[];
  };
}
