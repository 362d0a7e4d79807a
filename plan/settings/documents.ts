import { isDeepStrictEqual } from "node:util";
import { dump } from "js-yaml";
import { raceConfig } from "../race-config";
import { aboutOf } from "./setting";

/**
 * The `config` block of Pulumi.yaml. Pulumi checks types before the program runs, and its message names no way out: so
 * the block asks for texts, and for nothing where a list or a text will do; the program itself checks every value.
 */
export function pulumiConfig(): string {
  const config = Object.entries(raceConfig.shape).map(([key, form]) => {
    const { meaning } = aboutOf(form);
    const sentence = meaning.replaceAll("`", "");
    const type = isListed(form) ? {} : { type: "string" };
    return [key, { ...type, description: `${upperFirst(sentence)}.`, default: stored(form) }];
  });
  return dump({ config: Object.fromEntries(config) as object }, { lineWidth: -1, quoteStyle: "double" });
}

/** The README's table, padded as Markdown formatters pad it. */
export function settingsTable(): string {
  const rows = Object.entries(raceConfig.shape).map(([key, form]) => {
    const { meaning, unset } = aboutOf(form);
    return [`\`${key}\``, unset ?? shownDefault(form), meaning];
  });
  const table = [["key", "default", "meaning"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = table;
  return [head, widths.map((width) => "-".repeat(width)), ...body].map(line).join("\n");
}

type Form = (typeof raceConfig.shape)[keyof typeof raceConfig.shape];

/** As the stack's file has it. An empty text means: not set. */
function stored(form: Form): unknown {
  const value = defaultOf(form);
  return Array.isArray(value) ? value : plain(value);
}

/** Whether the text is what Pulumi hands to the program where nobody has set the key. */
export function isDefault(key: string, text: string): boolean {
  const form = Object.entries(raceConfig.shape).find(([name]) => name === key)?.[1];
  if (form === undefined) return false;
  const value = stored(form);
  return Array.isArray(value) ? isDeepStrictEqual(parsed(text), value) : text === value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shownDefault(form: Form): string {
  const value = defaultOf(form);
  if (Array.isArray(value)) return value.map(({ name }: { name: string }) => name).join(", ") || "–";
  if (value === undefined) return "–";
  return typeof value === "string" && value.length > 3 ? `\`${value}\`` : plain(value);
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

function isListed(form: Form): boolean {
  return Array.isArray(defaultOf(form));
}

function defaultOf(form: Form): unknown {
  return form.safeParse(undefined).data;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
