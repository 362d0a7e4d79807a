import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { openMetricsFormat } from "../../../../report/formats/openmetrics";
import { realRace } from "../real-race";

const LABEL = '[a-z_]+="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"';
const SAMPLE = new RegExp(`^(job_race_[a-z_]+)(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)$`);

/** The samples by metric and labels; throws where a line is not OpenMetrics. */
function read(text: string): Map<string, number> {
  const lines = text.split("\n");
  assert.deepEqual(lines.splice(-2), ["# EOF", ""]);
  const typed = new Set<string>();
  return new Map(
    lines.flatMap((line): [string, number][] => {
      const [, type, metric = ""] = /^# (HELP|TYPE) (job_race_[a-z_]+) (?:gauge$|[A-Z])/.exec(line) ?? [];
      if (type === "TYPE") typed.add(metric);
      if (type !== undefined) return [];
      const [, name = "", labels = "", value] = SAMPLE.exec(line) ?? [];
      assert.ok(typed.has(name), line);
      return [[`${name}{${labels}}`, Number(value)]];
    }),
  );
}

describe("The results for Prometheus", () => {
  it("are gauges with the race's figures", async () => {
    const results = realRace();
    const samples = read(await openMetricsFormat.render(results));
    for (const lane of results.lanes) {
      assert.equal(samples.get(`job_race_lane_median_seconds{lane="${lane.name}"}`), lane.heat?.medianSeconds);
      assert.equal(
        samples.get(`job_race_lane_phase_seconds{lane="${lane.name}",phase="hand_over"}`),
        lane.phases?.handOverSeconds,
      );
    }
    assert.equal(
      samples.get('job_race_speedup_low_ratio{lane="parallel",against="oneshot"}'),
      results.lanes[1]?.speedup?.low,
    );
    const durations = [...samples].filter(([name]) => name.startsWith("job_race_heat_duration_seconds{"));
    assert.deepEqual(
      durations.map(([, value]) => value),
      results.heats.map((heat) => heat.durationSeconds),
    );
  });

  it("escape what a label may not hold, and leave out what was not measured", async () => {
    const heats = [{ lane: 'a"\\b\nc', round: 1, durationSeconds: 12 }];
    const samples = read(await openMetricsFormat.render(analyse({ heats })));
    assert.equal(samples.get('job_race_heat_duration_seconds{lane="a\\"\\\\b\\nc",round="1"}'), 12);
    assert.ok(![...samples.keys()].some((name) => /heat_seconds|speedup|phase/.test(name)));
  });

  it("of no heat are well-formed", async () => {
    assert.equal(read(await openMetricsFormat.render(analyse({ heats: [] }))).size, 1);
  });
});
