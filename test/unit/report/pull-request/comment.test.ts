import assert from "node:assert/strict";
import type { Results } from "../../../../analysis/results/results";
import { pullRequestComment } from "../../../../report/pull-request/comment";
import { readPreview } from "../../../../report/pull-request/preview";
import { race, sweepOf, oneshot as oneshotSplit, parallel as parallelSplit } from "../races";
import { previewJson, step } from "./previews";

const oneshot = { name: "oneshot", completions: 1, parallelism: 1, items: 10 };
const parallel = { name: "parallel", completions: 10, parallelism: 5, items: 10 };
const wider = { ...parallel, parallelism: 8 };

const fresh = previewJson([step("create", 0, oneshot), step("create", 1, oneshot), step("create", 1, wider)]);
const changed = previewJson([step("create-replacement", 1, wider, parallel), step("replace", 1, wider, parallel)], {
  same: 9,
});

const comment = (preview: string, last?: Results) => pullRequestComment(readPreview(preview), last);
const swept = race([oneshotSplit, parallelSplit, ...sweepOf([1, 2, 3, 10])], 6, { rounds: 6 });

describe("A pull request's comment", () => {
  it("says what would be raced, each heat once and no warm-up", () => {
    assert.match(comment(fresh), /^<!-- job-race -->\n## job-race\n\nThis would race 2 heats\.\n/);
    assert.match(comment(fresh), /\| `parallel` \| 10 \| 8 \| 10 \|/);
    assert.match(comment(changed), /This would race 1 heat\. What is recorded already is kept\./);
    assert.match(comment(previewJson([], { same: 9 })), /This would race nothing\. What is recorded already is kept\./);
  });

  it("says in words what changes, against the stack or else against the last results", () => {
    const words = /### What changes\n\n- `parallel`: parallelism 5 → 8\n/;
    assert.match(comment(changed), words);
    assert.match(comment(fresh, race([oneshotSplit, parallelSplit], 2)), words);
    assert.doesNotMatch(comment(fresh), /What changes/);
    assert.match(comment(fresh, race([oneshotSplit], 2)), /- `parallel`: new/);
    assert.match(comment(fresh, swept), /- `parallel-p2`: no longer raced/);
    assert.doesNotMatch(comment(changed, swept), /no longer raced/);
  });

  it("forecasts the change by the last race's rounds, with an interval", () => {
    const doubled = previewJson([step("replace", 1, { ...parallel, parallelism: 10 }, parallel)]);
    assert.equal(swept.scaling?.refused, undefined);
    const [, value, low, high] =
      /- `parallel`: ([\d.]+) times as fast \(95 % sure: ([\d.]+) to ([\d.]+)\): [a-z ]+, by the last race's own rounds\./.exec(
        comment(doubled, swept),
      ) ?? [];
    assert.ok(Number(low) <= Number(value) && Number(value) <= Number(high), comment(doubled, swept));
  });

  it("says why there is no forecast, where there is none", () => {
    assert.match(comment(changed), /No forecast: there are no earlier results/);
    assert.match(comment(changed, race([oneshotSplit, parallelSplit], 3)), /no forecast, because .*sweep|no forecast, because a scaling model needs/); // prettier-ignore
    const beyond = previewJson([step("replace", 1, { ...parallel, parallelism: 12 }, parallel)]);
    assert.match(comment(beyond, swept), /parallelism 12 is outside the last sweep, which went from 1 to 10\./);
    const items = previewJson([step("replace", 1, { ...parallel, items: 20 }, parallel)]);
    assert.match(comment(items, swept), /items 10 → 20[^]*No forecast: no lane's parallelism changes alone\./);
    const fewRounds = race(sweepOf([1, 2, 3, 5, 10]), 2, { rounds: 2 });
    const doubled = previewJson([step("replace", 1, { ...parallel, parallelism: 10 }, parallel)]);
    assert.match(comment(doubled, fewRounds), /a forecast needs 3 whole rounds, and the last race has 2\./);
  });

  it("shows the engine's errors", () => {
    const failed = previewJson([], { diagnostics: [{ severity: "error", message: "2 mistakes in the settings\n" }] });
    assert.match(comment(failed), /\*\*The preview failed\*\*\n\n```text\n2 mistakes in the settings\n```/);
  });

  it("is not made from something else", () => {
    assert.throws(() => readPreview("error: no stack"), /^Error: Expected what `pulumi preview --json` prints, got something else: error: no stack$/); // prettier-ignore
    assert.throws(() => readPreview(""), /got something else: nothing$/);
  });
});
