import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { HeatTiming, PodTiming } from "./heat-timing";

/** What stays as it is, for people to read in the stack's state. */
const PLAIN = [
  "lane",
  "round",
  "run",
  "job",
  "uid",
  "startedAt",
  "endedAt",
  "durationSeconds",
  "disturbances",
] as const;

/** A record as the state keeps it. */
export type PackedTiming = Pick<HeatTiming, (typeof PLAIN)[number]> & {
  /** The rest, for {@link unpacked}. */
  readonly packed: string;
};

/** Ten thousand pods become no smaller above the lower quality, and each step above it takes more memory. */
const QUALITY = { few: 11, many: 6 };
const MOST_FEW = 200;

/** The rest of a record, its pods column by column. */
interface Content {
  readonly rest: Readonly<Record<string, unknown>>;
  readonly rows: number;
  readonly columns: Record<string, unknown[]>;
}

/**
 * The record, packed: the engine writes the whole state again at every step, as lines with much white space before them, and
 * ten pods are thirteen kilobytes. Column by column what is alike stands together, and becomes a tenth of that.
 */
export function packed(timing: HeatTiming): PackedTiming {
  const { pods, ...others } = timing;
  const columns: Content["columns"] = {};
  pods.forEach((pod, row) => {
    for (const [key, value] of Object.entries(pod)) {
      const column = (columns[key] ??= []);
      // A hole before it is a pod that has no such value: JSON makes it null, which no value of a pod is.
      column[row] = value;
    }
  });
  const isPlain = (key: string) => PLAIN.some((name) => name === key);
  const split = (plain: boolean) =>
    Object.fromEntries(Object.entries(others).filter(([key]) => isPlain(key) === plain));
  const content: Content = { rest: split(false), rows: pods.length, columns };
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: pods.length <= MOST_FEW ? QUALITY.few : QUALITY.many,
  };
  const text = brotliCompressSync(JSON.stringify(content), { params }).toString("base64");
  // The cast: the plain ones are just those that are picked.
  return { ...split(true), packed: text } as unknown as PackedTiming;
}

/**
 * The record as it was observed, whether it was packed or not. Throws a `RangeError` for what was not packed by
 * {@link packed}.
 */
export function unpacked<Heat extends Pick<HeatTiming, "lane"> & { readonly packed?: string }>(
  heat: Heat,
): Heat extends PackedTiming ? HeatTiming : Omit<Heat, "packed"> {
  const { packed: text, ...plain } = heat;
  const whole = text === undefined ? plain : { ...contentOf(text), ...plain };
  // The cast: what was packed was a HeatTiming.
  return whole as Heat extends PackedTiming ? HeatTiming : Omit<Heat, "packed">;
}

function contentOf(text: string): object {
  const { rest, rows, columns } = parsed(text);
  const pods = Array.from({ length: rows }, (): Record<string, unknown> => ({}));
  for (const [key, column] of Object.entries(columns)) {
    column.forEach((value, row) => {
      const pod = pods[row];
      if (pod && value !== null) pod[key] = value;
    });
  }
  // The cast: these are the values that `packed` was given, of which each was a PodTiming.
  return { ...rest, pods: pods as unknown as PodTiming[] };
}

function parsed(text: string): Content {
  try {
    return JSON.parse(brotliDecompressSync(Buffer.from(text, "base64")).toString()) as Content;
  } catch (error) {
    const message = "Expected a heat's packed record, got a text that can't be unpacked.";
    throw new RangeError(`${message} Take it from the stack's state again.`, { cause: error });
  }
}
