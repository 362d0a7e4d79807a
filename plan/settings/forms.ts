import { load } from "js-yaml";
import { z } from "zod";

/**
 * A list: as Pulumi stores one (JSON), as YAML, or as people type it (`1,2,5`). One entry without brackets is a list
 * of one.
 */
export function list<T extends z.ZodType>(entry: T, expected: string) {
  const entries = z.string(expected).transform((value, context): unknown => {
    try {
      return listOf(value);
    } catch {
      context.addIssue({ code: "custom", message: expected, input: value });
      return z.NEVER;
    }
  });
  return entries.pipe(z.array(entry, expected));
}

function listOf(value: string): unknown {
  const isYaml = /^\s*[[{]|^\s*- |^\s*[\w-]+:\s/.test(value);
  if (!isYaml) return value.split(/[\s,;]+/).filter((part) => part !== "");
  const read = load(value);
  return typeof read === "object" && read !== null && !Array.isArray(read) ? [read] : read;
}

/** Pulumi stores numbers as text; inside a list they may be either. */
export function wholeNumber(low: number, high: number) {
  const expected = `a whole number from ${low} to ${high}`;
  return z
    .union([z.string(), z.number()], expected)
    .refine((value) => typeof value === "number" || /^\s*\d{1,15}\s*$/.test(value), { message: expected, abort: true })
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= low && value <= high, expected);
}

const DURATION = /^\s*(?=\d)(?:(\d+)\s*h[a-z]*)?\s*(?:(\d+)\s*m[a-z]*)?\s*(?:(\d+)\s*s[a-z]*)?\s*$/i;

/** Whole seconds from 1 to `high`, of a number of seconds or a duration such as `5m` or `1h30m`. */
export function seconds(high: number) {
  const expected = `a number of seconds from 1 to ${high}, or a duration such as 5m or 1h30m`;
  return z.string(expected).transform((value, context) => {
    const [, hours, minutes, rest] = DURATION.exec(value) ?? [];
    const inUnits = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
    const total = /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : inUnits;
    if (total >= 1 && total <= high) return total;
    context.addIssue({ code: "custom", message: expected, input: value });
    return z.NEVER;
  });
}

const YES: ReadonlySet<string> = new Set(["true", "yes", "on", "y", "1"]);
const NO: ReadonlySet<string> = new Set(["false", "no", "off", "n", "0"]);

/** Yes or no, in any of the usual words. */
export function yesOrNo() {
  const expected = "true or false";
  return z.string(expected).transform((value, context) => {
    const word = value.trim().toLowerCase();
    if (YES.has(word)) return true;
    if (NO.has(word)) return false;
    context.addIssue({ code: "custom", message: expected, input: value });
    return z.NEVER;
  });
}

export function price() {
  const expected = "a price such as 0.04";
  return z
    .string(expected)
    .regex(/^\d{1,9}(\.\d{1,9})?$/, expected)
    .transform(Number);
}

export function text(expected: string, form = /\S/) {
  return z.string(expected).regex(form, expected);
}

export function dnsLabelText(length: number) {
  const expected = `a name of at most ${length} lower-case letters, digits and dashes`;
  return z
    .string(expected)
    .max(length, { message: expected, abort: true })
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, expected);
}

export function choice<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, `one of ${choices.join(", ")}`);
}
