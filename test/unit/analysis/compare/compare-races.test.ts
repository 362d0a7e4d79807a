import assert from "node:assert/strict";
import { compareRaces } from "../../../../analysis/compare/compare-races";
import type { Results } from "../../../../analysis/results/results";
import { raceOf } from "../../../../simulate/comparisons";
import { seeded } from "../../../../analysis/statistics/random";
import { realRace } from "../../report/real-race";

const cluster = { cpus: 2, lapVariation: 0.65, heatNoise: 0, roundNoise: 0 };

/** A race of the classic lanes, each heat `stretch` times as long as it would be. */
function race(random: ReturnType<typeof seeded>, { items = 40, rounds = 5, stretch = 1 } = {}) {
  return raceOf({ items, cluster }, rounds, random, stretch);
}

describe("Two races compared", () => {
  it("of the same settings have no detectable difference in 93 to 97 % of simulated pairs", () => {
    for (const items of [10, 40]) {
      const random = seeded(items);
      const pairs = 2000;
      let same = 0;
      for (let pair = 0; pair < pairs; pair++) {
        const { lanes } = compareRaces(race(random, { items }), race(random, { items }));
        if (lanes.every(({ verdict }) => verdict === "no detectable difference")) same += 1;
      }
      assert.ok(same / pairs >= 0.93 && same / pairs <= 0.97, `${items} items: ${same / pairs}`);
    }
  });

  it("show a true 20 % in most pairs, and the right way round", () => {
    const random = seeded(3);
    const pairs = 500;
    const tally = { faster: 0, slower: 0 };
    for (let pair = 0; pair < pairs; pair++) {
      const { lanes } = compareRaces(race(random), race(random, { stretch: 1.2 }));
      for (const { verdict } of lanes) if (verdict === "faster" || verdict === "slower") tally[verdict] += 1;
    }
    assert.ok(tally.slower / (2 * pairs) > 0.6, JSON.stringify(tally));
    assert.ok(tally.faster / (2 * pairs) < 0.01, JSON.stringify(tally));
  });

  it("say from which factor on a change would show in four of five pairs, and it does", () => {
    const random = seeded(4);
    const pairs = 300;
    const shown = Array.from({ length: pairs }, () => compareRaces(race(random), race(random)).lanes[0]?.shows ?? NaN);
    const typical = shown.sort((a, b) => a - b)[pairs / 2] ?? NaN;
    let seen = 0;
    for (let pair = 0; pair < pairs; pair++) {
      const [lane] = compareRaces(race(random), race(random, { stretch: typical })).lanes;
      if (lane?.verdict === "slower") seen += 1;
    }
    assert.ok(seen / pairs > 0.7 && seen / pairs < 0.9, `${typical}: ${seen / pairs}`);
  });

  it("name the settings, shapes and facts of the cluster that differ, but not how often was raced", () => {
    const old = realRace();
    const now: Results = {
      ...old,
      settings: { ...old.settings, rounds: 9, image: "other", timeoutSeconds: 600 },
      cluster: { ...old.cluster, kubernetesVersion: "v1.35.0" },
      lanes: old.lanes.map((lane) => (lane.name === "parallel" ? { ...lane, parallelism: 8 } : lane)),
    };
    assert.deepEqual(compareRaces(old, old).differences, []);
    assert.deepEqual(compareRaces(old, now).differences, [
      { what: "settings.image", old: JSON.stringify(old.settings.image), new: '"other"' },
      { what: "lanes.parallel.parallelism", old: "5", new: "8" },
      { what: "cluster.kubernetesVersion", old: '"v1.34.4"', new: '"v1.35.0"' },
    ]);
  });

  it("say of a race with one heat that nothing tells the luck, and leave out lanes of one race only", () => {
    const old = realRace();
    const now: Results = { ...old, heats: old.heats.filter(({ round }) => round === 1), lanes: old.lanes.slice(1) };
    const { lanes, onlyOld, onlyNew } = compareRaces(old, now);
    assert.deepEqual([onlyOld, onlyNew], [["oneshot"], []]);
    assert.ok(lanes.length === 4 && lanes.every(({ verdict, low }) => verdict === "can't tell" && low === undefined));
  });

  it("compare Durations where one race has nothing better, never more surely than whole seconds allow", () => {
    const heats = [1, 2].map((round) => ({ lane: "a", round, durationSeconds: 12, valid: true, disturbances: [] }));
    const base: Results = {
      schemaVersion: 1,
      settings: {},
      measure: { field: "durationSeconds", meaning: "", resolutionSeconds: 2 },
      lanes: [{ name: "a", n: 2, disturbed: 0, outlierRounds: [] }],
      heats,
    };
    const [lane] = compareRaces(base, {
      ...base,
      heats: heats.map((heat) => ({ ...heat, durationSeconds: 13 })),
    }).lanes;
    assert.equal(lane?.verdict, "no detectable difference");
    assert.ok((lane.low ?? 1) < lane.value && lane.value < (lane.high ?? 0));
  });
});
