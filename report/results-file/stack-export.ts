import { z } from "zod";
import type { AnalyseInput } from "../../analysis/analyse";
import type { RaceSettings } from "../../analysis/results/results";
import type { HeatTiming } from "../../observe/heat-timing";

const timing = z.looseObject({ lane: z.string(), round: z.number(), durationSeconds: z.number() });

const stackExport = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.looseObject({
          type: z.string(),
          /** Replaced, and only still to be deleted. */
          delete: z.boolean().optional(),
          outputs: z.looseObject({ timing: timing.optional(), settings: z.looseObject({}).optional() }).optional(),
        }),
      )
      .default([]),
  }),
});

/** The types that a race declares its heats' records, and itself, by. */
const HEAT = "pulumi-nodejs:dynamic:JobTiming";
const RACE = "job-race:index:Race";

/**
 * The race in what `pulumi stack export` prints: the settings and every heat that the state has, in the order of running.
 *
 * @throws Error if there is no recorded heat, or the text is not a stack's export.
 */
export function readStackExport(text: string): AnalyseInput {
  const parsed = stackExport.safeParse(parseJson(text));
  if (!parsed.success) throw notAnExport(z.prettifyError(parsed.error), parsed.error);
  const resources = parsed.data.deployment.resources.filter((resource) => resource.delete !== true);
  // The casts: what the race's own program put there; the analysis never throws on what is missing.
  const heats = resources.flatMap(({ type, outputs }) =>
    type === HEAT && outputs?.timing !== undefined ? [outputs.timing as unknown as HeatTiming] : [],
  );
  const settings = resources.find(({ type }) => type === RACE)?.outputs?.settings as RaceSettings | undefined;
  if (!heats.some(({ round }) => round > 0)) {
    throw new Error("Expected a stack with a heat that has ended, got one without. `pulumi up` races.");
  }
  return { heats, ...(settings && { settings, ...(settings.lanes && { lanes: settings.lanes }) }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notAnExport((error as Error).message, error);
  }
}

function notAnExport(got: string, cause: unknown): Error {
  return new Error(`Expected what \`pulumi stack export\` prints, got something else: ${got}`, { cause });
}
