import assert from "node:assert/strict";
import { factsOf, stateCpuMs } from "./busy-heat";

describe("The state of a heat", () => {
  it("costs the same for each pod, in a heat of 1,000 and of 10,000", function () {
    const [small, big] = [factsOf(1_000), factsOf(10_000)];
    const tenSmall = () => Array.from({ length: 10 }, () => stateCpuMs(small)).reduce((sum, cpuMs) => sum + cpuMs);
    stateCpuMs(small);
    const ratios = Array.from({ length: 3 }, () => stateCpuMs(big) / tenSmall());
    // 1 if it is linear, 10 if it is quadratic.
    assert.ok(Math.min(...ratios) < 3, `10,000 pods cost ${ratios.join(", ")} times what 10 × 1,000 do`);
  });
});
