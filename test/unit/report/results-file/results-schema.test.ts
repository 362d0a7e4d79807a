import { Ajv2020, type AnySchema } from "ajv/dist/2020";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../../analysis/analyse";
import type { Results } from "../../../../analysis/results/results";
import { oneshot, parallel, race, sweepOf } from "../races";

const path = join(__dirname, "../../../../report/results-file/results-schema.json");
const schema = JSON.parse(readFileSync(path, "utf8")) as AnySchema;
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

function check(results: unknown): string[] {
  if (validate(JSON.parse(JSON.stringify(results))) === true) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}

const swept = race([oneshot, parallel, ...sweepOf([1, 2, 3, 10])], 5, {
  rounds: 5,
  lanes: [oneshot, parallel].map(({ lane, ...shape }) => ({ name: lane, ...shape })),
  sweep: [1, 2, 3, 10],
  order: "shuffle",
  seed: 7,
  cpuHourPrice: 0.04,
  currency: "EUR",
  deadlineSeconds: 60,
});

describe("The schema of the results", () => {
  const races: Record<string, Results> = {
    "one round": race([oneshot, parallel], 1),
    "five rounds and a sweep": swept,
    "a refused sweep": race(sweepOf([1, 2]), 1),
    "no heats": analyse({ heats: [] }),
    "a heat that was raced again": analyse({
      heats: [{ lane: "a", round: 1, durationSeconds: 12, failedTries: [{ uid: "b", reason: "Evil", message: "" }] }],
    }),
    "hand-made heats": analyse({ heats: [{ lane: "a", round: 1, durationSeconds: 12 }] }),
  };
  for (const [name, results] of Object.entries(races)) {
    it(`describes ${name}`, () => {
      assert.deepEqual(check(results), []);
    });
  }

  it("holds for every part of the results that can be there", () => {
    for (const part of ["speedup", "scaling", "cost", "recommendation", "cluster"] as const)
      assert.ok(swept[part], part);
  });

  it("refuses what is unknown, missing or of another version", () => {
    assert.deepEqual(check({ ...swept, extra: 1 }), [" must NOT have additional properties"]);
    assert.deepEqual(check({ ...swept, schemaVersion: 2 }), ["/schemaVersion must be equal to constant"]);
    assert.deepEqual(check({ ...swept, lanes: undefined }), [" must have required property 'lanes'"]);
    assert.match(
      check({ ...swept, speedup: { ...swept.speedup, value: null } }).join(),
      /\/speedup\/value must be number/,
    );
  });
});
