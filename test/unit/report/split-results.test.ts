import assert from "node:assert/strict";
import { OUTPUT_BYTES, splitResults } from "../../../report/split-results";
import { oneshot, parallel, race } from "./races";

const results = race([oneshot, parallel], 3);
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe("Results that are split", () => {
  it("stay whole while they fit", () => {
    assert.deepEqual(splitResults(results, "raw.json"), { outputs: results });
  });

  it("lose their pods and laps first, and keep the laps' summary", () => {
    const { outputs, raw } = splitResults(results, "raw.json", 20_000);
    assert.equal(raw, results);
    assert.equal(outputs.raw, "raw.json");
    assert.ok(bytes(outputs) <= 20_000);
    assert.ok(outputs.heats.every((heat) => !heat.pods && !heat.laps && heat.lapSummary?.n === 10 && heat.phases));
    assert.deepEqual(outputs.lanes, results.lanes);
  });

  it("then keep only the heats' times, then no heats", () => {
    const times = splitResults(results, "raw.json", 7_000).outputs;
    assert.ok(bytes(times) <= 7_000);
    assert.deepEqual(Object.keys(times.heats[0] ?? {}), [
      "lane",
      "round",
      "durationSeconds",
      "heatSeconds",
      "makespanSeconds",
      "valid",
      "disturbances",
    ]);
    const none = splitResults(results, "raw.json", bytes({ ...results, heats: [], raw: "raw.json" })).outputs;
    assert.deepEqual(none.heats, []);
    assert.deepEqual(none.lanes, results.lanes);
  });

  it("of very many lanes keep the result of the first two", () => {
    const widths = Array.from({ length: 300 }, (_, index) => index + 1);
    const splits = widths.map((parallelism) => ({ ...parallel, lane: `parallel-p${parallelism}`, parallelism }));
    const lanes = splits.map(({ lane }) => ({ name: lane }));
    const many = race(splits, 2, { lanes, sweep: widths, rounds: 2 });
    const { outputs } = splitResults(many, "raw.json");
    assert.ok(bytes({ ...many, heats: [] }) > OUTPUT_BYTES);
    assert.ok(bytes(outputs) <= OUTPUT_BYTES);
    assert.deepEqual(outputs.lanes, many.lanes.slice(0, 2));
    assert.deepEqual(outputs.speedup, many.speedup);
    assert.equal(outputs.settings.rounds, 2);
  });
});
