import assert from "node:assert/strict";
import fc from "fast-check";
import { fitAtOnce } from "../../../../observe/record/room";
import type { Fact } from "../../../../observe/state/heat-state";
import { event, stateOf } from "../state/facts";
import { about, ran, record } from "./ran";

describe("More pods at once than have room", () => {
  const waits = (name: string) =>
    event({
      name: `w.${name}`,
      reason: "FailedScheduling",
      message: "0/1 nodes: 1 Insufficient cpu",
      subject: about(name),
    });

  it("is a property of the lane where each that waited took the place of another of the heat", () => {
    const pods = [ran("a", 0, 0, 4), ran("b", 0, 0, 4), ran("c", 0, 6, 10), ran("d", 0, 6, 10)];
    const timing = record([...pods, waits("c"), waits("d")], { completions: 4 });
    assert.equal(timing.fitAtOnce, 2);
    assert.deepEqual(timing.disturbances, []);
  });

  it("is a disturbance where a pod waited for somebody else's place", () => {
    const pods = [ran("a", 0, 0, 4), ran("b", 0, 40, 44)];
    const timing = record([...pods, waits("b")]);
    assert.equal(timing.fitAtOnce, undefined);
    assert.deepEqual(timing.disturbances, ["1 pod waited for room on a node."]);
  });

  it("are told from others in any heat, as by a look at each pair of its pods (1,000 random heats)", () => {
    const span = fc
      .tuple(fc.nat(30), fc.nat(30), fc.nat(20))
      .map(([created, waited, took]) => [created, created + waited, took]);
    const heats = fc.array(fc.tuple(span, fc.boolean()), { minLength: 1, maxLength: 12 });
    let fits = 0;
    fc.assert(
      fc.property(heats, (heat) => {
        const pods = heat.map(([[created = 0, from = 0, took = 0], isWaiting], at) => ({
          name: `p${at}`,
          created,
          from,
          to: from + took,
          isWaiting,
        }));
        const facts = pods.map(({ name, created, from, to }) => ran(name, created, from, to));
        const told = pods.filter(({ isWaiting }) => isWaiting).map(({ name }) => waits(name));
        const { fitAtOnce } = record([...facts, ...told], { completions: pods.length });
        assert.equal(fitAtOnce, byPairs(pods));
        if (fitAtOnce !== undefined) fits += 1;
      }),
      { numRuns: 1_000, seed: 1967 },
    );
    assert.ok(fits > 20, `${fits} of them fit`);
  });

  it("are told for ten thousand pods in the time that a heat's record takes anyway", () => {
    const seconds = (count: number) => {
      const state = stateOf(...wave(count).map((fact): [number, Fact] => [0, fact]));
      const before = process.cpuUsage();
      assert.equal(fitAtOnce(state), 100);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    const ratios = Array.from({ length: 3 }, () => seconds(10_000) / seconds(2_000));
    // 5 if it is linear, 25 if each pod is held against each other.
    assert.ok(Math.min(...ratios) < 12, ratios.join());
  });

  /** A hundred at a time, each of them for 4 s; all were made at the beginning. */
  function wave(count: number): Fact[] {
    return Array.from({ length: count }, (_, at) => {
      const from = Math.floor(at / 100) * 5;
      return from === 0 ? [ran(`p${at}`, 0, from, from + 4)] : [ran(`p${at}`, 0, from, from + 4), waits(`p${at}`)];
    }).flat();
  }
});

interface Span {
  readonly created: number;
  readonly from: number;
  readonly to: number;
  readonly isWaiting: boolean;
}

/** By the definition, each pod held against each other. */
function byPairs(pods: readonly Span[]): number | undefined {
  const waiting = pods.filter(({ isWaiting }) => isWaiting);
  const hadAnothersPlace = (own: Span) => {
    const others = pods.filter((pod) => pod !== own);
    const wasTaken = others.some(({ from, to }) => from <= own.created + 1 && to >= own.created);
    return wasTaken && others.some(({ to }) => to <= own.from + 1 && own.from - to <= 15);
  };
  if (waiting.length === 0 || !waiting.every(hadAnothersPlace)) return undefined;
  const atOnce = pods.map(({ from }) => pods.filter((other) => other.from <= from && other.to > from).length);
  return Math.max(...atOnce, 1);
}
