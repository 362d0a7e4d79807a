import { z } from "zod";
import { groupsOf } from "../items-at";

/** A regular expression of JavaScript, with so many groups; what keeps a text from being one is said. */
export function pattern({ groups }: { readonly groups?: number } = {}) {
  return z.string("a regular expression").superRefine((value, context) => {
    const fault = faultOf(value) ?? wrongGroups(value, groups);
    if (fault !== undefined) {
      context.addIssue({ code: "custom", message: `a regular expression of JavaScript (${fault})`, input: value });
    }
  });
}

function faultOf(value: string): string | undefined {
  try {
    new RegExp(value);
    return undefined;
  } catch (error) {
    const inline = /^\(\?[a-z]*i[a-z]*\)(.+)$/s.exec(value)?.[1];
    if (inline !== undefined) return `it has no (?i): write ${withoutCase(inline)}`;
    const message = error instanceof Error ? error.message : String(error);
    // "Invalid regular expression: /Item (/: Unterminated group"
    const reason = message.slice(message.lastIndexOf(": ") + 2);
    const opened = reason.startsWith("Unterminated group") ? ": a bracket that is meant as such is written \\(" : "";
    return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}${opened}`;
  }
}

function wrongGroups(value: string, wanted: number | undefined): string | undefined {
  const groups = groupsOf(value);
  if (wanted === undefined || groups === wanted) return undefined;
  return `it needs ${wanted} group, such as (\\d+), and has ${groups}`;
}

/** The form with a modifier where this Node knows it (23 and newer), else one with both cases of the first letter. */
function withoutCase(rest: string): string {
  try {
    new RegExp(`(?i:${rest})`);
    return `(?i:${rest})`;
  } catch {
    return rest.replace(/\p{L}/u, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
  }
}
