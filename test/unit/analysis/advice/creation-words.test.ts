import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../../analysis/analyse";
import { creationRateOf } from "../../../../analysis/lane/creation-rate";
import type { RecordedHeat } from "../../../../analysis/results/results";
import { unpacked } from "../../../../observe/packed-timing";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";

/** 300 pods of a few seconds each, all asked for at once, as Kubernetes' own Job controller made them at its usual rate. */
const recorded = JSON.parse(
  readFileSync(join(__dirname, "../../../fixtures/results/controller-rate.json"), "utf8"),
) as RecordedHeat;
const plain: RecordedHeat = unpacked(recorded);
const { pods = [] } = plain;

/** What is said of these heats, beside a serial lane. */
function words(...heats: readonly RecordedHeat[]): string {
  const serial = simulatedHeat({ lane: "oneshot", items: 300, completions: 1, parallelism: 1 }, 1);
  return analyse({ heats: [serial, ...heats] }).recommendation?.words.join("\n") ?? "";
}

describe("A lane whose pods the Job controller makes one after the other", () => {
  it("is told that more parallelism will not help, with the rate and how many there were at most", () => {
    assert.match(
      words(recorded),
      /scale asks for 300 pods at once, but there were never more than 108: Kubernetes' Job controller made 23 a second .* More parallelism will not help there, whatever the CPUs/,
    );
  });

  it("is not meant where all slots were taken, as with a tenth of the parallelism", () => {
    const lane = { parallelism: 100, completions: 300 };
    const [heat] = analyse({ heats: [recorded] }).heats;
    assert.ok(heat && creationRateOf({ ...lane, parallelism: 300 }, heat));
    assert.equal(creationRateOf(lane, heat), undefined);
    assert.doesNotMatch(words({ ...recorded, parallelism: 100 }), /Job controller/);
  });

  it("is not meant where pods had to wait for a node: then the room there is the limit", () => {
    assert.doesNotMatch(words({ ...recorded, fitAtOnce: 108 }), /Job controller/);
  });

  it("is not meant where one of its heats was full", () => {
    const [first] = pods.map(({ createdAt }) => createdAt).sort();
    const atOnce = pods.map((pod) => ({ ...pod, createdAt: first ?? "" }));
    assert.doesNotMatch(words(recorded, { ...plain, round: 2, pods: atOnce }), /Job controller/);
  });

  it("is not meant by a heat that lacks pods, or that asks for few", () => {
    assert.doesNotMatch(words({ ...plain, pods: pods.slice(0, 200) }), /Job controller/);
    const few = simulatedHeat({ lane: "parallel", items: 30, completions: 30, parallelism: 30 }, 1);
    assert.doesNotMatch(words(few), /Job controller/);
  });
});
