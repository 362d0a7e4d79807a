import assert from "node:assert/strict";
import { studyForecasts } from "../../../simulate/forecasts";
import { processes, studyVerdicts } from "../../../simulate/verdicts";

const named = (name: string, truths?: readonly number[]) =>
  processes.filter((it) => it.name === name).map((it) => ({ ...it, truths: truths ?? it.truths }));

/** Two standard errors of a share of 5 % in 400 races are 2.2 %. */
const FEW = 0.05 + 0.022;

describe("Simulated races", () => {
  it("of one round name a false winner in at most 5 %, and find a true 1.66", () => {
    const effort = { rounds: [1], races: 400, seed: 1 };
    const [even, faster] = studyVerdicts(named("10 keys, 8 CPUs"), effort);
    assert.ok((even?.falseWinner ?? 1) <= FEW, `False winners: ${even?.falseWinner}`);
    assert.ok((even?.covered ?? 0) >= 1 - FEW, `Covered: ${even?.covered}`);
    assert.ok((faster?.winner ?? 0) >= 0.6, `Found: ${faster?.winner}`);
    assert.equal(faster?.falseWinner, 0);
  });

  it("of five rounds cover the truth and name few false winners", () => {
    const [row] = studyVerdicts(named("10 keys, 2 CPUs", [1]), { rounds: [5], races: 400, seed: 2 });
    assert.ok((row?.covered ?? 0) >= 1 - FEW && (row?.falseWinner ?? 1) <= FEW, JSON.stringify(row));
  });

  it("that are swept give forecasts whose intervals contain the truth", () => {
    const rows = studyForecasts({ races: 15, seed: 4 });
    const made = rows.reduce((sum, row) => sum + row.made * 15, 0);
    const covered = rows.reduce((sum, row) => sum + row.covered * row.made * 15, 0);
    assert.ok(made >= 80 && covered / made > 0.88, JSON.stringify(rows));
  });

  it("are the same for the same seed", () => {
    const effort = { rounds: [1, 2], races: 5, seed: 3 };
    const kinds = named("even items", [1.1]);
    assert.deepEqual(studyVerdicts(kinds, effort), studyVerdicts(kinds, effort));
  });
});
