import { factsOf, stateCpuMs } from "../unit/observe/state/busy-heat";

/** Prints the CPU that the wait's state takes for heats of many pods: `npx ts-node test/bench/state.ts`. */
stateCpuMs(factsOf(1_000));
for (const pods of [1_000, 3_000, 10_000, 20_000]) {
  console.log(
    `${pods.toLocaleString("en-US").padStart(6)} pods: ${(stateCpuMs(factsOf(pods)) / 1000).toFixed(2)} s of CPU`,
  );
}
