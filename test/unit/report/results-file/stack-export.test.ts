import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { readStackExport } from "../../../../report/results-file/stack-export";
import { oneshot, parallel, race } from "../races";

const results = race([oneshot, parallel], 2, { rounds: 2, lanes: [{ name: "oneshot" }, { name: "parallel" }] });

const heat = (timing: object, more: object = {}) => ({
  urn: "urn:pulumi:dev::job-race::pulumi-nodejs:dynamic:JobTiming::heat",
  custom: true,
  type: "pulumi-nodejs:dynamic:JobTiming",
  outputs: { lane: "oneshot", timing, __provider: "exports.handler = …" },
  ...more,
});

const exported = (...resources: object[]) =>
  JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [
        { urn: "urn:pulumi:dev::job-race::pulumi:pulumi:Stack::job-race-dev", type: "pulumi:pulumi:Stack" },
        { type: "job-race:index:Race", outputs: { namespace: "shared", settings: results.settings } },
        ...resources,
      ],
    },
  });

describe("A stack's export", () => {
  it("gives the same results as the update that raced", () => {
    const text = exported(...results.heats.map((timing) => heat(timing)));
    assert.deepEqual(analyse(readStackExport(text)), results);
  });

  it("counts no heat that was raced again and is only still to be deleted", () => {
    const [first, second] = results.heats;
    assert.ok(first && second);
    const text = exported(heat({ ...first, durationSeconds: 99 }, { delete: true }), heat(first), heat(second));
    assert.deepEqual(readStackExport(text).heats, [first, second]);
  });

  it("of a race that a failed heat ended has the heats before it", () => {
    const [first] = results.heats;
    assert.ok(first);
    const unfinished = { type: "kubernetes:batch/v1:Job", outputs: { metadata: {} } };
    assert.deepEqual(readStackExport(exported(heat(first), unfinished)).heats, [first]);
  });

  it("without a heat, or of something else, is refused with what to do", () => {
    const complaint = (text: string) => {
      try {
        readStackExport(text);
      } catch (error) {
        return (error as Error).message;
      }
      return "none";
    };
    const none = "Expected a stack with a heat that has ended, got one without. `pulumi up` races.";
    assert.equal(complaint(exported()), none);
    assert.equal(complaint(exported(heat({ ...results.heats[0], round: 0 }))), none);
    assert.equal(complaint(JSON.stringify({ version: 3, deployment: {} })), none);
    assert.match(complaint("{"), /^Expected what `pulumi stack export` prints, got something else: /);
    assert.match(complaint("{}"), /^Expected what `pulumi stack export` prints, .*deployment/s);
  });
});
