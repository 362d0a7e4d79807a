import assert from "node:assert/strict";
import type { Results } from "../../../../analysis/results/results";
import { traceFormat } from "../../../../report/formats/trace";
import { oneshot, parallel, race } from "../races";
import { realRace } from "../real-race";

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly id?: number;
  readonly args: Readonly<Record<string, unknown>>;
}

const eventsOf = (results: Results): Event[] =>
  (JSON.parse(traceFormat.render(results) as string) as { traceEvents: Event[] }).traceEvents;

/** The slices of each track, as a viewer stacks them: earlier ones first, and of those that begin together the longer. */
function tracks(events: readonly Event[]): Event[][] {
  const slices = events.filter(({ ph }) => ph === "X").sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  return [...Map.groupBy(slices, ({ pid, tid }) => `${pid}/${tid}`).values()];
}

/** Each slice with those that it lies in; throws where two overlap and neither holds the other. */
function nested(track: readonly Event[]): { slice: Event; parents: Event[] }[] {
  const open: Event[] = [];
  return track.map((slice) => {
    while (open.length > 0 && (open.at(-1)?.ts ?? 0) + (open.at(-1)?.dur ?? 0) <= slice.ts) open.pop();
    const parent = open.at(-1);
    if (parent) assert.ok(slice.ts + slice.dur <= parent.ts + parent.dur, `${slice.name} overlaps ${parent.name}`);
    const parents = [...open];
    open.push(slice);
    return { slice, parents };
  });
}

for (const [name, results] of Object.entries({ simulated: race([oneshot, parallel], 2), real: realRace() })) {
  describe(`The trace of a ${name} race`, () => {
    const events = eventsOf(results);
    const all = tracks(events).flatMap(nested);
    const of = (category: string) => all.filter(({ slice }) => slice.cat === category);

    it("has a process for each heat, with all of its pods", () => {
      const names = events.filter((event) => event.name === "process_name").map((event) => event.args["name"]);
      assert.deepEqual(
        names,
        results.heats.map(({ lane, round }) => `${lane}, round ${round}`),
      );
      const pods = results.heats.flatMap((heat) => heat.pods ?? []).map((pod) => pod.name);
      assert.deepEqual(
        of("pod")
          .map(({ slice }) => slice.name)
          .sort(),
        pods.sort(),
      );
    });

    it("nests phases in their pod and laps in its work, and never overlaps on a track", () => {
      for (const { parents } of of("pod")) assert.deepEqual(parents, []);
      for (const { slice, parents } of of("phase")) {
        assert.deepEqual(
          parents.map(({ cat }) => cat),
          [slice.name === "completion lag" ? "heat" : "pod"],
        );
      }
      for (const { parents } of of("lap")) assert.deepEqual(parents.map(({ name }) => name).slice(1), ["work"]);
      assert.equal(of("lap").length, results.heats.flatMap((heat) => heat.laps ?? []).length);
      for (const { slice } of all) assert.ok(Number.isInteger(slice.ts) && slice.ts >= 0 && slice.dur > 0);
    });

    it("needs no more slots than the lane has, and a Job as long as its heat", () => {
      results.heats.forEach((heat, index) => {
        const own = all.filter(({ slice }) => slice.pid === index + 1);
        assert.ok(Math.max(...own.map(({ slice }) => slice.tid)) <= (heat.parallelism ?? 0));
        const job = own.find(({ slice }) => slice.cat === "heat");
        assert.ok(Math.abs((job?.slice.dur ?? 0) / 1e6 - (heat.heatSeconds ?? 0)) < 1e-5);
      });
    });

    it("counts the running pods up and down to none", () => {
      for (const [pid, counts] of Map.groupBy(
        events.filter(({ ph }) => ph === "C"),
        (event) => event.pid,
      )) {
        const values = counts.map((event) => Number(event.args["pods"]));
        assert.equal(values.at(-1), 0);
        assert.ok(Math.min(...values) === 0 && Math.max(...values) <= (results.heats[pid - 1]?.parallelism ?? 0));
      }
    });

    it("leads an arrow from each pod's end to its successor on the slot", () => {
      const heads = new Map(events.filter(({ ph }) => ph === "f").map((event) => [event.id, event]));
      const tails = events.filter(({ ph }) => ph === "s");
      const successors = results.heats.reduce(
        (sum, { completions = 0, parallelism = 0 }) => sum + Math.max(0, completions - parallelism),
        0,
      );
      assert.equal(tails.length, successors);
      assert.equal(heads.size, successors);
      for (const tail of tails) {
        const head = heads.get(tail.id);
        const around = ({ ts, pid, tid }: Event) =>
          of("pod").some(
            ({ slice }) => slice.pid === pid && slice.tid === tid && slice.ts <= ts && ts <= slice.ts + slice.dur,
          );
        assert.ok(head && tail.ts <= head.ts && around(tail) && around(head));
      }
    });
  });
}
