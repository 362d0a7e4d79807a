import { createHash } from "node:crypto";

/** Labels and annotations that the program sets, whatever the manifest says. */
export const labels = {
  /** As in the classic race. */
  chapter: "chapter",
  managedBy: "app.kubernetes.io/managed-by",
  stack: "job-race/stack",
  lane: "job-race/lane",
  round: "job-race/round",
  /** What stands beside a heat's Job: `queue`. */
  part: "job-race/part",
} as const;

export const annotations = {
  /** The setting `run`: another value replaces every Job, so that the next `pulumi up` races again. */
  run: "job-race/run",
  /** See `components/heat.ts`. */
  waitFor: "pulumi.com/waitFor",
} as const;

/** On everything that belongs to the race of one stack. */
export function stackLabels(stack: string): Record<string, string> {
  return { [labels.chapter]: "jobs", [labels.managedBy]: "job-race", [labels.stack]: labelValue(stack) };
}

/** Selects the Jobs of one stack, and nobody else's `chapter=jobs`. */
export function stackSelector(stack: string): string {
  return Object.entries(stackLabels(stack))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

/**
 * A label value for any text. What does not fit (over 63 characters, odd first, last or inner ones) is cut and gets a
 * digest of the whole, so that two texts never share a label.
 */
export function labelValue(text: string): string {
  return /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(text) ? text : withDigest(text, /[^-A-Za-z0-9_.]/g, 63);
}

/** A DNS label of at most `length` characters for any text, distinct for distinct texts as `labelValue` is. */
export function dnsLabel(text: string, length: number): string {
  const fits = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= length;
  return fits ? text : withDigest(text.toLowerCase(), /[^-a-z0-9]/g, length, text);
}

function withDigest(text: string, foreign: RegExp, length: number, digested = text): string {
  const digest = createHash("sha256").update(digested).digest("hex").slice(0, 8);
  const stem = text
    .replace(foreign, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, length - digest.length - 1)
    .replace(/[^A-Za-z0-9]+$/, "");
  return stem === "" ? digest : `${stem}-${digest}`;
}
