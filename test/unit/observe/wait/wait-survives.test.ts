import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastWait } from "../../../fake-kubernetes/fast-wait";
import type { Wait } from "../../../fake-kubernetes/fast-wait";
import { startFakeKubernetes, TOKEN } from "../../../fake-kubernetes/fake-kubernetes";
import type { FakeKubernetes, FakeKubernetesOptions } from "../../../fake-kubernetes/fake-kubernetes";
import type { Fault, ScriptedFault } from "../../../fake-kubernetes/faults";
import { applySteps, play, recording, requestFor, stepsUntil } from "../../../fake-kubernetes/replay";

const SPEED = 50;
const recorded = recording("success");
const request = requestFor(recorded);
const first = stepsUntil(recorded, ({ resource }) => resource === "jobs");

describe("What a wait survives", () => {
  let fake: FakeKubernetes | undefined;
  const rejections: unknown[] = [];
  const onRejection = (error: unknown) => rejections.push(error);
  beforeEach(() => process.on("unhandledRejection", onRejection));
  afterEach(async () => {
    process.off("unhandledRejection", onRejection);
    await fake?.stop();
    assert.deepEqual(rejections.splice(0), []);
  });

  async function waitWith(options: FakeKubernetesOptions, meanwhile?: (on: FakeKubernetes) => unknown): Promise<Wait> {
    const on = (fake = await startFakeKubernetes(options));
    applySteps(on.cluster, first);
    const waiting = fastWait(on, request);
    await new Promise((resolve) => setTimeout(resolve, 40));
    const playing = play(on.cluster, { ...recorded, steps: recorded.steps.slice(first.length) }, SPEED);
    await meanwhile?.(on);
    const wait = await waiting;
    playing.stop();
    return wait;
  }

  function assertComplete({ timing, error }: Wait): void {
    assert.equal(error, undefined);
    assert.equal(timing?.pods.length, 4);
    assert.ok(timing.pods.every(({ itemsAt, phase }) => itemsAt.length === 1 && phase === "Succeeded"));
    assert.deepEqual(timing.disturbances, []);
  }

  const watches: readonly [string, Fault, number?][] = [
    ["drops every watch after its second line", { how: "cut", lines: 2 }],
    ["drops watches before they begin", { how: "drop" }, 6],
    ["breaks off in the middle of a line", { how: "half-line" }, 6],
    ["answers watches with HTTP 410", { how: "status", status: 410 }, 6],
    ["says 410 inside the streams", { how: "error-line", code: 410 }, 6],
    ["says 500 inside the streams", { how: "error-line", code: 500 }, 6],
    ["lets every watch fall silent", { how: "stall" }],
    ["never answers a watch", { how: "hang" }],
    ["answers watches with HTTP 500", { how: "status", status: 500 }],
  ];
  for (const [what, fault, times] of watches) {
    it(`returns the right result though the server ${what}`, async () => {
      assertComplete(await waitWith({ faults: [{ verb: "watch", fault, ...(times !== undefined && { times }) }] }));
    });
  }

  const lists: readonly [string, Fault, number][] = [
    ["closes connections", { how: "drop" }, 8],
    ["answers with HTTP 503", { how: "status", status: 503 }, 8],
    ["answers with HTTP 429", { how: "status", status: 429 }, 8],
    ["answers with a proxy's page instead of JSON", { how: "garbage" }, 8],
    ["does not answer at first", { how: "hang" }, 2],
    ["is slow", { how: "slow", ms: 100 }, 100],
  ];
  for (const [what, fault, times] of lists) {
    it(`returns the right result though the server ${what} when it is read`, async () => {
      assertComplete(await waitWith({ faults: [{ verb: "list", times, fault }] }));
    });
  }

  it("returns the right result though the log is answered with an error at first", async () => {
    const faults: ScriptedFault[] = [
      { resource: "pods/log", times: 2, fault: { how: "status", status: 500 } },
      { resource: "pods/log", times: 2, fault: { how: "drop" } },
    ];
    assertComplete(await waitWith({ faults }));
  });

  it("still knows the Duration when no log, node or version can be read", async () => {
    const faults: ScriptedFault[] = ["pods/log", "nodes", "version"].map((resource) => ({
      resource,
      fault: { how: "status", status: 403 },
    }));
    const { timing, said } = await waitWith({ faults });
    assert.ok(timing);
    assert.equal(timing.cluster, undefined);
    assert.ok(timing.pods.every(({ firstLogAt, finishedAt }) => firstLogAt === undefined && finishedAt !== undefined));
    assert.match(said.join("\n"), /logs could not be read, get pods\/log in namespace "record-success": HTTP 403/);
  });

  it("survives a server that forgets its history in mid-heat", async () => {
    assertComplete(
      await waitWith({ faults: [{ verb: "watch", fault: { how: "cut", lines: 6 } }] }, async ({ cluster }) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        cluster.compact();
      }),
    );
  });

  it("survives a server that is stopped and comes back in mid-heat", async () => {
    assertComplete(
      await waitWith({}, async ({ cluster, port, stop }) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await stop();
        await new Promise((resolve) => setTimeout(resolve, 150));
        fake = await startFakeKubernetes({ cluster, port });
      }),
    );
  });

  it("is not confused by changes that come twice and in another order", async () => {
    const wait = await waitWith({}, async ({ cluster }) => {
      for (let turn = 0; turn < 5; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        for (const resource of ["jobs", "pods", "events"]) cluster.repeat(resource, (changes) => changes.toReversed());
      }
    });
    assertComplete(wait);
  });

  it("speaks TLS with the kubeconfig's authority", async () => {
    assertComplete(await waitWith({ tls: true }));
  });

  it("survives a moment of 403 after a restart, when rights that were there are not known yet", async () => {
    assertComplete(
      await waitWith({ faults: [{ verb: "list", skip: 4, times: 1, fault: { how: "status", status: 403 } }] }),
    );
  });

  it("loads the credentials again when they have run out", async () => {
    const folder = await mkdtemp(join(tmpdir(), "job-race-"));
    const on = (fake = await startFakeKubernetes());
    on.tokens.add("fresh-token");
    const path = join(folder, "kubeconfig");
    await writeFile(path, on.kubeconfig.replace(TOKEN, "fresh-token"));
    applySteps(on.cluster, first);
    const waiting = fastWait({ kubeconfig: path }, request);
    const playing = play(on.cluster, { ...recorded, steps: recorded.steps.slice(first.length) }, SPEED);
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The old token is refused from here on, and the file has the new one.
    await writeFile(path, on.kubeconfig.replace(TOKEN, "newer-token"));
    on.tokens.clear();
    on.tokens.add("newer-token");
    const wait = await waiting;
    playing.stop();
    await rm(folder, { recursive: true });
    assertComplete(wait);
  });
});
