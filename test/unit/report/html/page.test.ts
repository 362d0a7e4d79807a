import axe from "axe-core";
import { JSDOM } from "jsdom";
import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import type { Results } from "../../../../analysis/results/results";
import { page } from "../../../../report/html/page";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { oneshot, parallel, race, sweepOf } from "../races";
import { realRace } from "../real-race";
import { readPage, tableIn } from "./read-page";

const results = realRace({ cpuHourPrice: 0.04, currency: "EUR", deadlineSeconds: 20 });
const text = page(results);
const document = readPage(text);
const near = (shown: string | undefined, value: number | undefined): void => {
  assert.ok(
    value !== undefined && Math.abs(parseFloat(shown ?? "") - value) <= 0.005 * Math.abs(value) + 0.005,
    `${shown} ${value}`,
  );
};

describe("The report as a page", () => {
  it("says the verdict, the Durations and the speedup with its interval on top", () => {
    const header = document.querySelector("header")?.textContent ?? "";
    assert.match(header, /parallel is 1\.33 times as fast as oneshot/);
    const [low = 0, high = 0] = [results.speedup?.low, results.speedup?.high];
    assert.ok(header.includes(`${low.toFixed(2)} to ${high.toFixed(2)}`), header);
    assert.match(header, /Serial: oneshot\s*25s/);
    assert.match(header, /(No lane is sure to meet the deadline|Deadline) of 20(\.0)? s/);
  });

  it("says on top whether the race passes its own failIf", () => {
    const badgeOf = (failIf: string) =>
      readPage(page({ ...results, settings: { ...results.settings, failIf } })).querySelector(".badge")?.textContent;
    assert.equal(badgeOf("speedup.value > 0"), "✗ Failed: speedup.value > 0");
    assert.equal(badgeOf("speedup.value < 0"), "✓ Passed: not speedup.value < 0");
    assert.equal(badgeOf("speedup.lowest < 0"), "✗ Failed, as it can't be judged: speedup.lowest < 0");
  });

  it("has each lane's times as the results have them, with every round", () => {
    const rows = tableIn(document, "durations");
    assert.deepEqual(
      [...rows.keys()],
      results.lanes.map(({ name }) => name),
    );
    for (const lane of results.lanes) {
      const row = rows.get(lane.name) ?? {};
      near(row["median"], lane.heat?.medianSeconds);
      const rounds = results.heats.filter((heat) => heat.lane === lane.name);
      row["each round"]?.split(", ").forEach((shown, index) => {
        near(shown, rounds[index]?.heatSeconds);
      });
      assert.ok(parseFloat(row["95 % from"] ?? "") < parseFloat(row["to"] ?? ""));
    }
  });

  it("has each lane's phases, which add up to the heat", () => {
    const rows = tableIn(document, "phases");
    for (const lane of results.lanes) {
      near(rows.get(lane.name)?.["work"], lane.phases?.workSeconds);
      near(rows.get(lane.name)?.["hand-over"], lane.phases?.handOverSeconds);
      near(rows.get(lane.name)?.["together"], lane.heat?.meanSeconds);
    }
  });

  it("has the sweep's speedups, the costs and their front", () => {
    const speedups = tableIn(document, "speedup");
    for (const { lane, speedup } of results.scaling?.points ?? []) near(speedups.get(lane)?.["speedup"], speedup);
    const costs = tableIn(document, "cost");
    for (const { lane, podSeconds } of results.cost?.lanes ?? []) near(costs.get(lane)?.["pod-seconds"], podSeconds);
    assert.deepEqual(
      [...costs].filter(([, row]) => row["on the front"] === "yes").map(([lane]) => lane),
      ["oneshot", "parallel", "parallel-p3"],
    );
  });

  it("has every pod of every heat on the timeline", () => {
    const rows = tableIn(document, "timeline");
    assert.equal(rows.size, results.heats.length);
    for (const { lane, round, pods = [], heatSeconds } of results.heats) {
      const row = rows.get(`${lane}, round ${round}`);
      assert.equal(row?.["pods"], `${pods.length}`);
      near(row["complete"], heatSeconds);
    }
    const named = new Set([...document.querySelectorAll("#timeline title")].map((it) => it.textContent.split(",")[0]));
    for (const pod of results.heats.flatMap(({ pods = [] }) => pods)) assert.ok(named.has(pod.name), pod.name);
  });

  it("has the settings and the cluster that it was measured on", () => {
    assert.equal(tableIn(document, "settings").get("sweep")?.["value"], "2, 3, 10");
    assert.equal(tableIn(document, "cluster").get("Kubernetes")?.["value"], results.cluster?.kubernetesVersion);
  });

  it("says of a queue how many workers it has, and of a file made by hand nothing that it does not say", () => {
    const heats = [
      { lane: "consumers", kind: "queue" as const, parallelism: 5, items: 40, round: 1, durationSeconds: 9 },
      { lane: "bare", round: 1, durationSeconds: 9 },
    ];
    const settings = tableIn(readPage(page(analyse({ heats }))), "settings");
    assert.equal(settings.get("lane consumers")?.["value"], "a queue, 5 workers");
    assert.equal(settings.get("lane bare"), undefined);
  });

  it("needs nothing but itself: no script, no request, less than 1 MB", () => {
    assert.ok(Buffer.byteLength(text) < 1_000_000);
    assert.doesNotMatch(text, /<script|<iframe|<object|<embed|@import|url\(|\ssrc=/);
    assert.deepEqual(
      [...document.querySelectorAll("[href]")].map((it) => it.getAttribute("href")),
      ["data:,"],
    );
  });

  it("gives each picture a text alternative and a table", () => {
    const sections = [...document.querySelectorAll("section")].filter((it) => it.querySelector("svg"));
    assert.deepEqual(
      sections.map((it) => it.getAttribute("id")),
      ["durations", "timeline", "speedup", "phases", "cost"],
    );
    for (const section of sections) {
      assert.ok(section.querySelector("details table"));
      for (const svg of section.querySelectorAll("svg")) {
        assert.equal(svg.getAttribute("role"), "img");
        assert.ok((svg.getAttribute("aria-label") ?? "").length > 40);
      }
    }
  });

  it("shows names and messages as they are, whatever they hold", () => {
    const heats = [{ lane: '<b>"x"', round: 1, durationSeconds: 3, disturbances: ["<script>alert(1)</script> & so"] }];
    const hostile = page(analyse({ heats, settings: { currency: "<i>" } }));
    assert.doesNotMatch(hostile, /<script|<b>|<i>/);
    assert.match(readPage(hostile).querySelector("main")?.textContent ?? "", /<script>alert\(1\)<\/script> & so/);
  });

  it("draws the fitted laws where the sweep has them", () => {
    const fitted = race([oneshot, parallel, ...sweepOf([1, 2, 3, 10])], 5);
    const legend = readPage(page(fitted)).querySelector("#speedup .legend")?.textContent ?? "";
    const labels = { wave: "wave model", amdahl: "Amdahl's law", usl: "Universal Scalability Law" };
    assert.ok((fitted.scaling?.models.length ?? 0) > 1);
    for (const { name } of fitted.scaling?.models ?? []) assert.ok(legend.includes(labels[name]), name);
  });

  it("counts the pods of a race with more than 500 of them, and stays small", () => {
    const wide = { lane: "wide", items: 2000, completions: 2000, parallelism: 200 };
    const crowd = page(analyse({ heats: [simulatedHeat(wide, 1)] }));
    assert.ok(Buffer.byteLength(crowd) < 200_000);
    assert.match(crowd, /2000 pods of 1 heat: how many pods were in which phase/);
    assert.equal(tableIn(readPage(crowd), "timeline").get("wide, round 1")?.["pods"], "2000");
  });

  it("of no heat, or of hand-made ones, has what there is", () => {
    for (const heats of [[], [{ lane: "a", round: 1, durationSeconds: 12 }]]) {
      assert.match(page(analyse({ heats })), /<h2>The settings<\/h2>/);
    }
  });

  const oneRound = analyse({ ...results, heats: results.heats.filter(({ round }) => round === 1) });
  for (const [name, of] of Object.entries<Results>({
    "a sweep": oneRound,
    "one round": race([oneshot, parallel], 1),
  })) {
    it(`has no accessibility finding in ${name}`, async function () {
      const { window } = new JSDOM(page(of), { runScripts: "outside-only" });
      window.eval(axe.source);
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
        window.document.documentElement as never,
        // Colours need a layout, which only a browser has.
        { rules: { "color-contrast": { enabled: false } } },
      );
      assert.deepEqual(
        Array.from(violations, ({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html}`),
        [],
      );
    });
  }
});
