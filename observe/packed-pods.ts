import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { HeatTiming, PodTiming } from "./heat-timing";

/** A lone pod is kept as it is, for people to read in the stack's state: packed, it would be half the size. */
const MOST_PLAIN = 1;
/** Ten thousand pods take a quarter of a second at the lower quality; the best one takes ten times as long. */
const QUALITY = { few: 11, many: 9 };
const MOST_FEW = 200;

/**
 * The record with its pods packed, if there are several: the engine writes the whole state again at every step, as lines with
 * much white space before them, and ten pods are thirteen kilobytes. Column by column what is alike stands together, and
 * becomes a tenth of that.
 */
export function packed(timing: HeatTiming): HeatTiming {
  if (timing.pods.length <= MOST_PLAIN) return timing;
  const quality = timing.pods.length <= MOST_FEW ? QUALITY.few : QUALITY.many;
  const columns: Record<string, unknown[]> = {};
  timing.pods.forEach((pod, row) => {
    for (const [key, value] of Object.entries(pod)) {
      const column = (columns[key] ??= []);
      // A hole before it is a pod that has no such value: JSON makes it null, which no value of a pod is.
      column[row] = value;
    }
  });
  const text = JSON.stringify({ rows: timing.pods.length, columns });
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return { ...timing, pods: [], packedPods: brotliCompressSync(text, { params }).toString("base64") };
}

/**
 * The record with its pods as they were observed, whether they were packed or not. Throws a `RangeError` for what was not
 * packed by {@link packed}.
 */
export function unpacked<Heat extends { readonly pods?: readonly PodTiming[]; readonly packedPods?: string }>(
  heat: Heat,
): Omit<Heat, "packedPods"> {
  const { packedPods, ...rest } = heat;
  return packedPods === undefined ? rest : { ...rest, pods: podsOf(packedPods) };
}

function podsOf(text: string): PodTiming[] {
  const { rows, columns } = tableOf(text);
  const pods = Array.from({ length: rows }, (): Record<string, unknown> => ({}));
  for (const [key, column] of Object.entries(columns)) {
    column.forEach((value, row) => {
      const pod = pods[row];
      if (pod && value !== null) pod[key] = value;
    });
  }
  // The cast: these are the values that `packed` was given, of which each was a PodTiming.
  return pods as unknown as PodTiming[];
}

function tableOf(text: string): { rows: number; columns: Record<string, unknown[]> } {
  try {
    const json = brotliDecompressSync(Buffer.from(text, "base64")).toString();
    return JSON.parse(json) as { rows: number; columns: Record<string, unknown[]> };
  } catch (error) {
    const message = "Expected packed pods as a heat's record has them, got a text that can't be unpacked.";
    throw new RangeError(`${message} Take the record from the stack's state again.`, { cause: error });
  }
}
