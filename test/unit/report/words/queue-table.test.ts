import assert from "node:assert/strict";
import { queueTable } from "../../../../report/words/queue-table";
import { queueRace, rounds } from "../../analysis/queue-race";

const laps = { shards: [[4, 4], [1, 1]], consumers: [[4, 1], [4, 1]], takeSeconds: 0.012 }; // prettier-ignore

describe("The tables of a queue", () => {
  it("show how evenly each lane's workers were busy, and what taking an item cost", () => {
    const [busy] = queueTable(queueRace(rounds(1, laps)));
    assert.equal(busy?.title, "What the queue changed");
    assert.deepEqual(busy.blocks, [
      {
        kind: "table",
        rows: [
          ["", "makespan", "idle tail", "imbalance", "items a worker", "between items"],
          ["shards", "8.08 s", "38 %", "1.60", "2", "0 ms"],
          ["consumers", "5.08 s", "0 %", "1.00", "2", "12 ms"],
        ],
      },
    ]);
  });

  it("account for every item, also those of heats that were left out", () => {
    const heats = rounds(2, laps);
    const last = heats.at(-1);
    assert.ok(last);
    const lost = { ...last, ledger: { done: 3, distinct: 3, lost: 1 }, disturbances: ["1 of 4 items was lost."] };
    const [, books] = queueTable(queueRace([...heats.slice(0, -1), lost]));
    assert.deepEqual(books?.blocks, [
      {
        kind: "table",
        rows: [
          ["", "heats", "put in", "done", "lost", "done twice"],
          ["consumers", "2", "8", "7", "1", "0"],
        ],
      },
    ]);
  });

  it("are not there in a race without a queue", () => {
    assert.deepEqual(queueTable(queueRace(rounds(1, laps).filter(({ lane }) => lane === "shards"))), []);
  });
});
