import type { PreviewedLane } from "../../../../report/pull-request/preview";

/** One heat's step of `pulumi preview --json`, in the fields that are read of it. */
export function step(op: string, round: number, now: PreviewedLane, old?: PreviewedLane) {
  const state = ({ name: lane, ...numbers }: PreviewedLane) => ({
    type: "pulumi-nodejs:dynamic:JobTiming",
    inputs: { heat: { lane, round, ...numbers, run: "1", uid: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } },
  });
  return {
    op,
    urn: `urn:pulumi:dev::job-race::pulumi-nodejs:dynamic:JobTiming::${now.name}-r${round}-timing`,
    ...(old && { oldState: state(old) }),
    newState: state(now),
  };
}

/** Of what stays as it is, a preview tells the number only; one is the stack itself. */
export function previewJson(
  steps: readonly object[],
  { diagnostics = [] as readonly object[], same = 1 } = {},
): string {
  const job = {
    op: "create",
    urn: "urn:of::a-job",
    newState: { type: "kubernetes:batch/v1:Job", inputs: { spec: {} } },
  };
  return JSON.stringify({ config: {}, steps: [job, ...steps], diagnostics, changeSummary: { create: 2, same } });
}
