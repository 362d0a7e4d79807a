import { z } from "zod";

/** A regular expression of JavaScript; what keeps a text from being one is said. */
export function pattern() {
  return z.string("a regular expression").superRefine((value, context) => {
    const fault = faultOf(value);
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

/** The form with a modifier where this Node knows it (23 and newer), else one with both cases of the first letter. */
function withoutCase(rest: string): string {
  try {
    new RegExp(`(?i:${rest})`);
    return `(?i:${rest})`;
  } catch {
    return rest.replace(/\p{L}/u, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
  }
}
