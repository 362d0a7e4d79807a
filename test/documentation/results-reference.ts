import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import { raceConfig } from "../../plan/race-config";
import { aboutOf } from "../../plan/settings/setting";
import { projectRoot } from "../../sandbox/places";

/** The document, from the project's folder. */
export const RESULTS_REFERENCE = "docs/results.md";

/** A table of the reference: an object of the results, by its path in the document. */
interface Part {
  /** Such as `heats[].pods[]`; empty for the document itself. */
  readonly path: string;
  readonly type: ts.Type;
}

const INTRODUCTION = `# The results, field by field

<!-- Written by \`npm run reference\` from the types of \`analysis/results\` and \`observe/heat-timing.ts\`: change those. -->

Every update writes this document to \`results/STACK/NAMESPACE.json\`; \`npm run results\` reads it from a stack's state, and \`npm run report -- FILE\`
computes it again from the \`heats\` alone. As a JSON schema: [\`report/results-file/results-schema.json\`](../report/results-file/results-schema.json).
[What each time is measured from](measuring.md) and [what the verdict means](verdict.md) have pages of their own.

Fields with a question mark are absent where nothing was observed, or where there is no such thing: never 0, never null.
`;

/** The reference of the results as Markdown: each object with its fields, their types and their meaning. */
export async function resultsReference(): Promise<string> {
  const { checker, results } = readTypes();
  const seen: Part[] = [];
  const queue: Part[] = [{ path: "", type: results }];
  const sections: string[] = [];
  for (let part = queue.shift(); part; part = queue.shift()) {
    seen.push(part);
    sections.push(sectionOf(part));
  }
  const path = join(projectRoot, RESULTS_REFERENCE);
  return format(`${INTRODUCTION}\n${sections.join("\n")}`, { ...(await resolveConfig(path)), filepath: path });

  function sectionOf({ path, type }: Part): string {
    const rows = checker.getPropertiesOfType(type).map((field) => rowOf(field, path));
    const about = docs(type.symbol);
    return [
      `## ${path === "" ? "The document" : `\`${path}\``}`,
      "",
      ...(about === "" || type.symbol.name.startsWith("__") ? [] : [about, ""]),
      "| field | type | meaning |",
      "| ----- | ---- | ------- |",
      ...rows,
      "",
    ].join("\n");
  }

  function rowOf(field: ts.Symbol, path: string): string {
    const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(field));
    const shown = typeText(type, path === "" ? field.name : `${path}.${field.name}`);
    return `| \`${field.name}\`${isOptional ? "?" : ""} | ${shown} | ${docs(field) || settingDocs(path, field.name)} |`;
  }

  /** The first place of an object gets a table; later ones link to it. */
  function typeText(type: ts.Type, path: string): string {
    if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return plain(type);
    if (type.isUnion()) return type.types.map((one) => typeText(one, path)).join(" or ");
    const element = (type.flags & ts.TypeFlags.Object) !== 0 && checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element) return `list of ${typeText(element, `${path}[]`)}`;
    if ((type.flags & ts.TypeFlags.Object) === 0 || checker.getPropertiesOfType(type).length === 0) return plain(type);
    const known = [...seen, ...queue].find((part) => part.type === type) ?? { path, type };
    if (known.path === path) queue.push(known);
    return `[${known.path}](#${anchor(known.path)})`;
  }

  function plain(type: ts.Type): string {
    const text = checker.typeToString(type);
    return type.isLiteral() || /^(true|false)$/.test(text) ? `\`${text}\`` : text;
  }

  function docs(symbol: ts.Symbol | undefined): string {
    return ts
      .displayPartsToString(symbol?.getDocumentationComment(checker))
      .replaceAll("\n", " ")
      .replaceAll("|", "\\|");
  }
}

/** A setting's meaning stands where it is described. */
function settingDocs(path: string, name: string): string {
  const form = path === "settings" ? Object.entries(raceConfig.shape).find(([key]) => key === name)?.[1] : undefined;
  return form === undefined ? "" : aboutOf(form).meaning.replaceAll("|", "\\|");
}

/** As GitHub makes it of a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\w-]/g, "");
}

function readTypes(): { readonly checker: ts.TypeChecker; readonly results: ts.Type } {
  const file = join(projectRoot, "analysis/results/results.ts");
  const { config } = ts.readConfigFile(join(projectRoot, "tsconfig.json"), (path) => readFileSync(path, "utf8")) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectRoot);
  const program = ts.createProgram([file], { ...options, types: [] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const results = module && checker.getExportsOfModule(module).find(({ name }) => name === "Results");
  if (!results) throw new Error(`Expected ${file} to export the type Results, but it does not.`);
  return { checker, results: checker.getDeclaredTypeOfSymbol(results) };
}
