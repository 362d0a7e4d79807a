import assert from "node:assert/strict";
import { systemClock } from "../../../../observe/api/clock";
import type { ClusterApi } from "../../../../observe/api/cluster-api";
import { failureLogKeeper, failureLogText } from "../../../../observe/record/failure-log";
import { DEFAULT_PATIENCE } from "../../../../observe/api/retry";
import { DEFAULT_GRACES } from "../../../../observe/wait/verdict";
import type { PodSketch } from "../../../fake-kubernetes/objects";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { pod } from "../state/facts";

const failed: PodSketch = { name: "failed", phase: "Failed", exitCode: 3 };
const killed: PodSketch = { name: "killed", phase: "Failed", exitCode: 143, deletedAt: "2026-01-01T00:00:04Z" };

describe("the log that explains a failed heat", () => {
  /** What is kept once these pods were noticed in this order; each pod's log has one line, its name. */
  async function kept(...pods: PodSketch[]): Promise<string> {
    const read: string[] = [];
    const api: ClusterApi = {
      call: () => Promise.reject(new Error("nothing else is asked for")),
      lines: ({ path }, onLine) => {
        const name = path.split("/").at(-2) ?? "";
        read.push(name);
        if (name !== "silent") onLine(`the words of ${name}`);
        return name === "gone" ? Promise.reject(new Error("not found")) : Promise.resolve();
      },
      close: () => undefined,
    };
    const tools = {
      api,
      clock: systemClock(),
      patience: DEFAULT_PATIENCE,
      graces: DEFAULT_GRACES,
      say: () => undefined,
    };
    const keeper = failureLogKeeper(tools, heatRequest(), new AbortController().signal);
    for (const sketch of pods) keeper.notice(pod(sketch).pod);
    const text = failureLogText(await keeper.latest());
    assert.ok(read.length <= 3, "a Job with many failed pods makes few requests");
    return text;
  }

  it("is that of the pod that failed by itself, not of those that Kubernetes then ended, in whatever order they come", async () => {
    for (const order of [
      [failed, killed],
      [killed, failed],
    ]) {
      assert.match(await kept(...order), /Pod failed ended with exit code 3. .*\n {2}the words of failed/);
    }
  });

  it("is that of a pod that Kubernetes ended when none failed by itself", async () => {
    assert.match(await kept(killed), /Pod killed ended with exit code 143. .*\n {2}the words of killed/);
  });

  it("is that of an init container when that is what failed", async () => {
    const status = {
      containerStatuses: [{ name: "kuard", restartCount: 0, state: { waiting: { reason: "PodInitializing" } } }],
      initContainerStatuses: [{ name: "prepare", restartCount: 0, state: { terminated: { exitCode: 1 } } }],
    };
    assert.match(
      await kept({ name: "unready", phase: "Failed", status }),
      /Pod unready ended with exit code 1. .*\n {2}the words/,
    );
  });

  it("is the newest one that has any words", async () => {
    const pods = ["first", "second", "silent"].map((name) => ({ ...failed, name }));
    assert.match(await kept(...pods), /\n {2}the words of second$/);
  });

  it("is said to be empty or gone when it is", async () => {
    assert.match(
      await kept({ ...failed, name: "silent" }),
      /^\nPod silent ended with exit code 3; its log is empty or/,
    );
  });

  it("is read for three pods at the most, and for none that ended well", async () => {
    const many = Array.from({ length: 50 }, (_, number) => ({ ...failed, name: `pod-${number}` }));
    assert.match(await kept({ name: "well", phase: "Succeeded", exitCode: 0 }, ...many), /the words of pod-2$/);
  });
});
