import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { parseRaceConfig, raceConfigKeys } from "../../../plan/race-config";

interface ProjectFile {
  readonly name: string;
  readonly config: Readonly<
    Record<string, { readonly type: string; readonly description: string; readonly default: unknown }>
  >;
  readonly template: { readonly config: Readonly<Record<string, unknown>> };
}
const project = load(readFileSync("Pulumi.yaml", "utf8")) as ProjectFile;

/** As the engine hands values to the program: texts as they are, everything else as JSON. */
const stored = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

describe("The settings' defaults", () => {
  it("are the classic race", () => {
    assert.deepEqual(parseRaceConfig({}), {
      ok: true,
      value: {
        items: 10,
        lanes: [
          { name: "oneshot", manifest: "manifests/job-oneshot.yaml" },
          { name: "parallel", manifest: "manifests/job-parallel.yaml" },
        ],
        itemsFlag: "--keygen-num-to-gen",
        sweep: [],
        rounds: 1,
        order: "alternate",
        warmup: true,
        itemPattern: "Item done",
        timeoutSeconds: 600,
        run: "1",
        restricted: false,
        currency: "USD",
      },
    });
  });

  it("are the same in Pulumi.yaml, which names, types and explains every key", () => {
    assert.equal(project.name, "job-race");
    assert.deepEqual(Object.keys(project.config), raceConfigKeys);
    for (const [key, { type, description }] of Object.entries(project.config)) {
      assert.match(type, /^(string|integer|boolean|array)$/, key);
      assert.ok(description.length > 20, key);
    }
    const defaults = Object.fromEntries(Object.entries(project.config).map(([key, it]) => [key, stored(it.default)]));
    assert.deepEqual(parseRaceConfig(defaults), parseRaceConfig({}));
  });

  it("are offered by the template under keys that exist", () => {
    for (const key of Object.keys(project.template.config)) {
      assert.ok(key.startsWith("kubernetes:") || raceConfigKeys.includes(key), key);
    }
  });
});

describe("The settings", () => {
  it("take every value that Pulumi can store", () => {
    const parsed = parseRaceConfig({
      items: "40",
      lanes: '[{"name":"a","manifest":"a.yaml","parallelism":"2","completions":4}]',
      sweep: '[1,"2"]',
      warmup: "false",
      seed: "0",
      cpuHourPrice: "0.04",
      currency: "€",
      image: "",
    });
    assert.ok(parsed.ok);
    const { items, lanes, sweep, warmup, seed, cpuHourPrice, currency } = parsed.value;
    assert.deepEqual([items, sweep, warmup, seed, cpuHourPrice, currency], [40, [1, 2], false, 0, 0.04, "€"]);
    assert.deepEqual(lanes, [{ name: "a", manifest: "a.yaml", parallelism: 2, completions: 4 }]);
    assert.ok(!("image" in parsed.value));
  });
});
