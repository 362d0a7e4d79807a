import { median } from "simple-statistics";
import { outliers } from "../statistics/summary";

/** A heat that took less than this times the median is no straggler: such a delay hardly moves a mean. */
const STRAGGLER_FACTOR = 1.5;

/** The lane that alone has heats far above its median, and which of the paired heats they are. */
interface Stragglers {
  readonly lane: "serial" | "parallel";
  readonly indexes: readonly number[];
}

/** Of fewer heats than have outliers (see `outliers`), one that takes this many times the median straggles. */
const FEW = { heats: 4, times: 2 };

/** `undefined` if both lanes have stragglers or none, or there are fewer than three rounds. */
export function stragglerRounds(serial: readonly number[], parallel: readonly number[]): Stragglers | undefined {
  const [ofSerial, ofParallel] = [slow(serial), slow(parallel)];
  if (ofSerial.length > 0 && ofParallel.length === 0) return { lane: "serial", indexes: ofSerial };
  if (ofParallel.length > 0 && ofSerial.length === 0) return { lane: "parallel", indexes: ofParallel };
  return undefined;
}

function slow(seconds: readonly number[]): number[] {
  if (seconds.length < 3) return [];
  const centre = median([...seconds]);
  if (seconds.length <= FEW.heats) return seconds.flatMap((it, index) => (it > FEW.times * centre ? [index] : []));
  return outliers(seconds).filter((index) => (seconds[index] ?? 0) > STRAGGLER_FACTOR * centre);
}
