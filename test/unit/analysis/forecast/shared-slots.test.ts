import fc from "fast-check";
import { sharedSeconds } from "../../../../analysis/forecast/shared-slots";
import { packedSeconds } from "../../../../analysis/lane/bounds";
import { near } from "../statistics/random";

const jobs = (...work: number[]) => work.map((it) => ({ work: it, delaySeconds: 0 }));

describe("Jobs on slots that share CPUs", () => {
  it("pay what passes before each of them runs", () => {
    const delayed = [1, 2, 3].map((work, index) => ({ work, delaySeconds: index === 0 ? 0.5 : 2 }));
    near(sharedSeconds(delayed, { slots: 1, cpus: Infinity }), 0.5 + 1 + 2 + 2 + 2 + 3);
  });

  it("share one CPU until the shorter one ends", () => {
    near(sharedSeconds(jobs(1, 3), { slots: 2, cpus: 1 }), 4);
    // Three on two CPUs get 2/3 each: the first ends at 1.5, and two are then alone on theirs.
    near(sharedSeconds(jobs(1, 2, 3), { slots: 3, cpus: 2 }), 1.5 + 2);
  });

  it("leave their CPU to others while they wait to run", () => {
    // The first ends at 2, the second, alone since then, at 7, when the third starts.
    const late = [...jobs(1, 6), { work: 1, delaySeconds: 5 }];
    near(sharedSeconds(late, { slots: 2, cpus: 1 }), 8);
    // The second starts first.
    near(sharedSeconds([{ work: 1, delaySeconds: 3 }, ...jobs(2)], { slots: 2, cpus: 1 }), 4);
  });

  it("are packed as on as many CPUs where none shares", () => {
    const seconds = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: 8 }), (work, slots) => {
        near(sharedSeconds(jobs(...work), { slots, cpus: slots }), packedSeconds(work, slots), 1e-9);
      }),
    );
  });
});
