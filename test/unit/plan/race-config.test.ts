import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { exampleOf, parseRaceConfig, raceConfigKeys } from "../../../plan/race-config";
import { pulumiConfig, settingsTable } from "../../../plan/settings/documents";

interface ProjectFile {
  readonly name: string;
  readonly config: Readonly<Record<string, { readonly default: unknown }>>;
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

  it("are the same in Pulumi.yaml, which explains every key", () => {
    assert.equal(project.name, "job-race");
    const defaults = Object.fromEntries(Object.entries(project.config).map(([key, it]) => [key, stored(it.default)]));
    assert.deepEqual(parseRaceConfig(defaults), parseRaceConfig({}));
  });

  it("stand in Pulumi.yaml and the README as `npm run settings` writes them", () => {
    assert.ok(readFileSync("Pulumi.yaml", "utf8").includes(`\n${pulumiConfig()}`), "Pulumi.yaml: npm run settings");
    assert.ok(readFileSync("README.md", "utf8").includes(`\n${settingsTable()}\n`), "README.md: npm run settings");
  });

  it("are examples that hold, too", () => {
    for (const key of raceConfigKeys) {
      const example = (exampleOf(key) ?? "").replace(/^'(.*)'$/, "$1");
      const parsed = parseRaceConfig({ [key]: example });
      assert.ok(parsed.ok && example !== "", `${key}: ${example}`);
      assert.notDeepEqual(parsed, parseRaceConfig({}), `${key}: ${example} is the default`);
    }
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

  const meant = (key: string, values: readonly string[]) => {
    const parsed = values.map((value) => parseRaceConfig({ [key]: value }));
    return parsed.map((it) => (it.ok ? Object.entries(it.value).find(([name]) => name === key)?.[1] : it.mistakes));
  };

  it("take durations as people write them", () => {
    const written = ["90", "90s", "5m", "1h30m", "2 h", "10 min", "1m 30s"];
    assert.deepEqual(meant("timeoutSeconds", written), [90, 90, 300, 5_400, 7_200, 600, 90]);
  });

  it("take lists as text", () => {
    const written = ["1,2,5", "[1,2,5]", "[1, '2', 5]", "1 2 5", "1, 2, 5", "5", ""];
    const list = [1, 2, 5];
    assert.deepEqual(meant("sweep", written), [list, list, list, list, list, [5], []]);
    const lanes = [{ name: "a", manifest: "a.yaml" }];
    const typed = ["[{name: a, manifest: a.yaml}]", "{name: a, manifest: a.yaml}", "- name: a\n  manifest: a.yaml\n"];
    assert.deepEqual(meant("lanes", typed), [lanes, lanes, lanes]);
  });

  it("take yes and no in any of the usual words", () => {
    assert.deepEqual(meant("warmup", ["no", "Off", "FALSE", "0", "n"]), [false, false, false, false, false]);
    assert.deepEqual(meant("restricted", ["yes", "On", "TRUE", "1", "y"]), [true, true, true, true, true]);
  });
});
