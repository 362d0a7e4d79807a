import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { forecastOf } from "../../../../analysis/forecast/forecast";
import { seeded } from "../../../../analysis/statistics/random";
import type { Cluster } from "../../../../simulate/cluster";
import { heatsOf } from "../../../../simulate/lanes";
import { studyMoreItems } from "../../../../simulate/more-items";
import { trueSpeedup } from "../../../../simulate/truth";
import { classicSplits } from "../../../../simulate/verdicts";

const cluster: Cluster = { cpus: 2, lapSeconds: 0.8, lapVariation: 0.3, heatNoise: 0, roundNoise: 0 };

/** The forecast of a simulated race of ten items. */
function forecast(rounds: number, seed: number, of: Cluster = cluster) {
  const found = forecastOf(analyse({ heats: heatsOf(classicSplits(10), rounds, of, seeded(seed)) }));
  assert.ok(found);
  return found;
}

describe("The forecast for more items", () => {
  it("knows that pods share CPUs, and that more items a pod even out", () => {
    const truth = trueSpeedup(classicSplits(40), cluster, 3, 1000);
    const { value, low, high } = forecast(20, 1).rangeAt(40);
    assert.ok(Math.abs(value / truth - 1) < 0.05, `${value} for ${truth}`);
    assert.ok(low < truth && truth < high && high / low < 1.35, `${low} to ${high}`);
  });

  it("is narrower after more rounds", () => {
    const width = (rounds: number): number => {
      const { low, high } = forecast(rounds, 2).rangeAt(40);
      return Math.log(high / low);
    };
    assert.ok(width(10) < width(1), `${width(10)}, ${width(1)}`);
  });

  it("follows the laps where pods do not share the CPUs that the cluster says", () => {
    const waiting = { ...cluster, sharedCpus: Infinity };
    const truth = trueSpeedup(classicSplits(40), waiting, 3, 1000);
    const { low, high } = forecast(5, 3, waiting).rangeAt(40);
    assert.ok(low < truth && truth < high, `${low} to ${high}, truth ${truth}`);
  });

  it("holds the truth in at least 90 % of simulated races", () => {
    const rows = studyMoreItems({ races: 30, seed: 5, draws: 300 }, ["2 CPUs, items that differ by 65 %"]);
    const covered = rows.reduce((sum, row) => sum + row.covered, 0) / rows.length;
    assert.ok(rows.length === 12 && covered >= 0.9, JSON.stringify(rows));
  });
});
