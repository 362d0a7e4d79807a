import Papa from "papaparse";
import assert from "node:assert/strict";
import type { Results } from "../../../../analysis/results/results";
import { csvFormat, csvLapsFormat, csvPodsFormat } from "../../../../report/formats/csv";
import type { Format } from "../../../../report/formats/format";
import { realRace } from "../real-race";

const results = realRace();

/** As another program reads it. */
function read(format: Format, from: Results = results): Record<string, string>[] {
  const text = format.render(from);
  assert.equal(typeof text, "string");
  const { data, errors } = Papa.parse<Record<string, string>>(text as string, { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, []);
  return data;
}

describe("The CSV", () => {
  it("of the heats has each heat's times and phases", () => {
    const rows = read(csvFormat);
    assert.equal(rows.length, results.heats.length);
    results.heats.forEach((heat, index) => {
      const row = rows[index] ?? {};
      assert.deepEqual([row["lane"], Number(row["round"])], [heat.lane, heat.round]);
      assert.equal(Number(row["durationSeconds"]), heat.durationSeconds);
      assert.equal(Number(row["heatSeconds"]), heat.heatSeconds);
      assert.equal(Number(row["workSeconds"]), heat.phases?.workSeconds);
      assert.equal(row["valid"], "true");
    });
  });

  it("of the pods has a row for each, with its instants", () => {
    const rows = read(csvPodsFormat);
    const pods = results.heats.flatMap((heat) => heat.pods ?? []);
    assert.deepEqual(
      rows.map((row) => [row["pod"], row["createdAt"], row["items"]]),
      pods.map((pod) => [pod.name, pod.createdAt, String(pod.itemsAt.length)]),
    );
  });

  it("of the laps has a row for each item", () => {
    const rows = read(csvLapsFormat);
    assert.equal(rows.length, 25 * 40);
    const seconds = results.heats.flatMap((heat) => heat.laps ?? []).map((lap) => lap.seconds);
    assert.deepEqual(
      rows.map((row) => Number(row["seconds"])),
      seconds,
    );
  });

  it("leaves empty what was not measured, and keeps any text whole", () => {
    const text = 'a "quoted", comma\nand line';
    const heat = { lane: "=1+1", round: 1, durationSeconds: 3, valid: false, disturbances: [text] };
    const [row = {}] = read(csvFormat, { ...results, heats: [heat] });
    assert.equal(row["heatSeconds"], "");
    assert.equal(row["disturbances"], text);
    assert.equal(row["lane"], "'=1+1");
  });

  it("of no heat is its head", () => {
    for (const format of [csvFormat, csvPodsFormat, csvLapsFormat]) {
      assert.match(format.render({ ...results, heats: [] }) as string, /^lane,round,[\w,]+\n$/);
    }
  });
});
