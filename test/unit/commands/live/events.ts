import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { newBoard, withEvent, type Board } from "../../../../commands/live/board";

const urnOf = (type: string, name: string) => `urn:pulumi:dev::job-race::job-race:index:Race$${type}::${name}`;
const JOB = "kubernetes:batch/v1:Job";
const TIMING = "pulumi-nodejs:dynamic:JobTiming";

type Op = StepEventMetadata["op"];
const step = (type: string, name: string, op: Op) => ({
  metadata: { op, type, urn: urnOf(type, name), provider: "" },
  planning: false,
});
const event = (rest: Partial<EngineEvent>): EngineEvent => ({ sequence: 0, timestamp: 0, ...rest });

export const begins = (heat: string, op: Op = "create") => event({ resourcePreEvent: step(JOB, heat, op) });
export const ends = (heat: string, op: Op = "create") => event({ resOutputsEvent: step(TIMING, `${heat}-timing`, op) });
export const fails = (heat: string) =>
  event({ resOpFailedEvent: { ...step(TIMING, `${heat}-timing`, "create"), status: 1, steps: 0 } });
export const progress = (heat: string, message: string) =>
  event({
    diagnosticEvent: {
      urn: urnOf(TIMING, `${heat}-timing`),
      message: `<{%reset%}>${message}<{%reset%}>\n`,
      color: "never",
      severity: "info",
      ephemeral: true,
    },
  });
type Severity = NonNullable<EngineEvent["diagnosticEvent"]>["severity"];

/** The SDK's type leaves `debug` out, which the engine writes all the same. */
export const says = (severity: Severity | "debug", message: string, urn = urnOf(TIMING, "parallel-r1-timing")) =>
  event({ diagnosticEvent: { urn, message, color: "never", severity: severity as Severity } });

/** Two lanes, as many rounds; each event with the second at which it comes. */
export function boardAfter(rounds: number, ...events: readonly (readonly [number, EngineEvent])[]): Board {
  const heats = Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) =>
    ["oneshot", "parallel"].map((lane) => ({ name: `${lane}-r${round}`, lane, round })),
  );
  const fresh = newBoard([{ name: "warmup-r0", lane: "warmup", round: 0 }, ...heats], 0);
  return events.reduce((board, [second, it]) => withEvent(board, it, second * 1000), fresh);
}
