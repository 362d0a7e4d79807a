import assert from "node:assert/strict";
import { apiFault } from "../../../../observe/api/api-fault";
import { Pulse } from "../../../../observe/wait/pulse";
import { heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualClock } from "../../../fake-kubernetes/virtual-clock";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";
import type { Fault } from "../../../fake-kubernetes/faults";

const { signal } = new AbortController();

describe("A cluster's pulse", () => {
  /** A heat of nine seconds by the cluster's clock, during which every third reading of the Job meets this fault. */
  async function waitWith(fault: Fault, times = 1) {
    const put = (atMs: number, phase: string, conditions: string[] = []) => ({
      atMs,
      change: (on: Parameters<Parameters<typeof virtualWait>[1][number]["change"]>[0]) => {
        for (const name of ["parallel-1-a", "parallel-1-b"]) on.put("pods", podObject({ name, phase }));
        on.put("jobs", jobObject({ conditions, status: { succeeded: conditions.length * 2 } }));
      },
    });
    const { timing } = await virtualWait(
      heatRequest(),
      [put(0, "Running"), put(60_000, "Succeeded", ["Complete"])],
      [{ verb: "list", resource: "jobs", skip: 3, times, fault }],
    );
    return timing?.disturbances;
  }

  it("is missed when the cluster gives no answer for a while, and the heat is left out", async () => {
    assert.deepEqual(await waitWith({ how: "slow", ms: 14_000 }), [
      "The cluster gave no answer for 14 s: it stood still or was out of reach.",
    ]);
  });

  it("is missed over several questions without an answer", async () => {
    const [reason] = (await waitWith({ how: "drop" }, 8)) ?? [];
    assert.match(reason ?? "", /^The cluster gave no answer for (1\d|20) s/);
  });

  it("is there in a slow answer, a short absence and a refusal", async () => {
    assert.deepEqual(await waitWith({ how: "slow", ms: 5_000 }), []);
    assert.deepEqual(await waitWith({ how: "drop" }, 3), []);
    assert.deepEqual(await waitWith({ how: "status", status: 403 }, 2), []);
  });

  it("says nothing about the cluster while this process stood still, even between two questions without an answer", async () => {
    const clock = virtualClock();
    let oversleptMs = 0;
    const late = { ...clock, sleep: (ms: number) => clock.sleep(ms + oversleptMs) };
    await clock.run(async () => {
      const pulse = new Pulse(late);
      const noAnswer = pulse.ask(() => Promise.reject(apiFault("transient", "cut")));
      await assert.rejects(noAnswer, /cut/);
      oversleptMs = 60_000;
      await pulse.pause(1_000, signal);
      oversleptMs = 0;
      await pulse.ask(() => Promise.resolve());
      assert.deepEqual(pulse.attention(), { unansweredSeconds: 1, pausedSeconds: 60 });
    });
  });

  it("notices a machine that slept, although the monotonic clock stood still with it", async () => {
    const clock = virtualClock();
    let sleptMs = 0;
    const laptop = {
      ...clock,
      wallMs: () => clock.nowMs() + sleptMs,
      sleep: (ms: number) => {
        sleptMs += 3_600_000;
        return clock.sleep(ms);
      },
    };
    await clock.run(async () => {
      const pulse = new Pulse(laptop);
      await pulse.pause(1_000, signal);
      assert.deepEqual(pulse.attention(), { unansweredSeconds: 0, pausedSeconds: 3_600 });
    });
  });

  it("counts a question that is still open when the heat ends", async () => {
    const clock = virtualClock();
    await clock.run(async () => {
      const pulse = new Pulse(clock);
      void pulse.ask(() => clock.sleep(30_000));
      await clock.sleep(19_000);
      assert.equal(pulse.attention().unansweredSeconds, 19);
    });
  });
});
