import { median } from "simple-statistics";
import { outliers } from "../statistics/summary";

/** A heat that took less than this times the median is no straggler: such a delay hardly moves a mean. */
const STRAGGLER_FACTOR = 1.25;

/** The lane that alone has heats far above its median, and which of the paired heats they are. */
interface Stragglers {
  readonly lane: "serial" | "parallel";
  readonly indexes: readonly number[];
}

/** `undefined` if both lanes have stragglers or none, or there are fewer than five rounds: see `outliers`. */
export function stragglerRounds(serial: readonly number[], parallel: readonly number[]): Stragglers | undefined {
  const [ofSerial, ofParallel] = [slow(serial), slow(parallel)];
  if (ofSerial.length > 0 && ofParallel.length === 0) return { lane: "serial", indexes: ofSerial };
  if (ofParallel.length > 0 && ofSerial.length === 0) return { lane: "parallel", indexes: ofParallel };
  return undefined;
}

function slow(seconds: readonly number[]): number[] {
  if (seconds.length === 0) return [];
  const centre = median([...seconds]);
  return outliers(seconds).filter((index) => (seconds[index] ?? 0) > STRAGGLER_FACTOR * centre);
}
