import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";

const heat = (lane: string, round: number, rest: object = {}) => ({ lane, round, durationSeconds: 12, ...rest });
const names = (input: Parameters<typeof analyse>[0]) => analyse(input).lanes.map((lane) => lane.name);

describe("The lanes of a race", () => {
  const heats = [heat("parallel", 1), heat("oneshot", 1)];

  it("have the order of the settings where the lanes are not given", () => {
    const settings = { lanes: [{ name: "oneshot" }, { name: "parallel" }] };
    assert.deepEqual(names({ heats, settings }), ["oneshot", "parallel"]);
    assert.deepEqual(names({ heats: [...heats, heat("own", 1)], settings }), ["oneshot", "parallel", "own"]);
    assert.deepEqual(names({ heats, settings, lanes: [{ name: "parallel" }] }), ["parallel", "oneshot"]);
  });

  it("are those of the heats where the list of lanes is empty", () => {
    assert.deepEqual(names({ heats, lanes: [] }), ["parallel", "oneshot"]);
  });

  it("have the numbers that the list or any of their heats tells", () => {
    const told = [heat("a", 1, { parallelism: 5 }), heat("a", 2, { completions: 10 }), heat("a", 3)];
    const [lane] = analyse({ heats: told, lanes: [{ name: "a", items: 20 }] }).lanes;
    assert.deepEqual([lane?.parallelism, lane?.completions, lane?.items, lane?.waves], [5, 10, 20, 2]);
    const [alone] = analyse({ heats: told }).lanes;
    assert.deepEqual([alone?.parallelism, alone?.completions], [5, 10]);
  });
});
