import { z } from "zod";

/** A lane as a preview would race it, or as it was before. */
export interface PreviewedLane {
  readonly name: string;
  readonly parallelism?: number | undefined;
  /** Absent for a queue. */
  readonly completions?: number | undefined;
  readonly items?: number | undefined;
}

/** What an update would do. */
export interface Preview {
  /** Heats that it would race, the warm-up not among them. */
  readonly raced: number;
  /** Whether something of the stack stays as it is, of which the preview lists nothing. */
  readonly keepsOthers: boolean;
  /** In the order of their first heats; those of which nothing changes are not among them. */
  readonly lanes: readonly PreviewedLane[];
  /** The same lanes as the stack has them now; empty for a new stack. */
  readonly before: readonly PreviewedLane[];
  /** What the engine says against it. */
  readonly errors: readonly string[];
}

const HEAT = "pulumi-nodejs:dynamic:JobTiming";

const heat = z.looseObject({
  lane: z.string(),
  round: z.number(),
  parallelism: z.number().optional(),
  completions: z.number().optional(),
  items: z.number().optional(),
});
const inputs = z.looseObject({ heat: z.unknown().optional() });
const side = z.looseObject({ type: z.string().optional(), inputs: inputs.optional() });
const preview = z.looseObject({
  steps: z
    .array(z.looseObject({ op: z.string(), urn: z.string(), oldState: side.optional(), newState: side.optional() }))
    .default([]),
  /** How many resources of each operation; the stack itself counts as one that stays. */
  changeSummary: z.record(z.string(), z.number()).default({}),
  diagnostics: z.array(z.looseObject({ severity: z.string().optional(), message: z.string() })).default([]),
});

/**
 * Reads what `pulumi preview --json` prints.
 *
 * @throws Error if the text is something else.
 */
export function readPreview(text: string): Preview {
  const { steps, diagnostics, changeSummary } = parse(text);
  const heats = steps.flatMap(({ op, urn, oldState, newState }) =>
    (newState ?? oldState)?.type === HEAT ? [{ op, urn, old: heatOf(oldState), now: heatOf(newState) }] : [],
  );
  const recorded = heats.filter(({ old, now }) => (now ?? old)?.round !== 0);
  const count = (ops: readonly string[]) =>
    new Set(recorded.filter(({ op }) => ops.includes(op)).map(({ urn }) => urn)).size;
  return {
    raced: count(["create", "replace", "create-replacement"]),
    keepsOthers: (changeSummary["same"] ?? 0) > 1,
    lanes: lanesOf(recorded.map(({ now }) => now)),
    before: lanesOf(recorded.map(({ old }) => old)),
    errors: diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim()),
  };
}

type Heat = z.infer<typeof heat>;

function heatOf(state: z.infer<typeof side> | undefined): Heat | undefined {
  return heat.safeParse(state?.inputs?.heat).data;
}

function lanesOf(heats: readonly (Heat | undefined)[]): PreviewedLane[] {
  const lanes = new Map<string, PreviewedLane>();
  for (const it of heats) {
    if (it === undefined || lanes.has(it.lane)) continue;
    const { lane: name, parallelism, completions, items } = it;
    lanes.set(name, { name, parallelism, completions, items });
  }
  return [...lanes.values()];
}

function parse(text: string): z.infer<typeof preview> {
  try {
    return preview.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `Expected what \`pulumi preview --json\` prints, got something else: ${text.trim().slice(0, 200) || "nothing"}`,
      { cause: error },
    );
  }
}
