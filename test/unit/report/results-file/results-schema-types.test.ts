import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../../../..");
const schema = JSON.parse(readFileSync(join(root, "report/results-file/results-schema.json"), "utf8")) as Schema;

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

function resolve(part: Schema): Schema {
  const name = part.$ref?.replace("#/$defs/", "");
  return name === undefined ? part : resolve(schema.$defs?.[name] ?? {});
}

/** Fields that only one of the two has, or that are optional in only one of them. */
function differences(type: ts.Type, part: Schema, checker: ts.TypeChecker, path: string): string[] {
  const { properties, items, required = [] } = resolve(part);
  const own = checker.getNonNullableType(type);
  const element = checker.getIndexTypeOfType(own, ts.IndexKind.Number);
  if (items !== undefined && element !== undefined) return differences(element, items, checker, `${path}[]`);
  if (properties === undefined || own.isUnion()) return [];
  const fields = own.getProperties();
  const names = new Set([...Object.keys(properties), ...fields.map(({ name }) => name)]);
  return [...names].flatMap((name) => {
    const field = fields.find((candidate) => candidate.name === name);
    const described = properties[name];
    if (field === undefined || described === undefined)
      return [`${path}.${name}: only in the ${field ? "type" : "schema"}`];
    const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
    const unlike = isOptional === required.includes(name) ? [`${path}.${name}: optional in one of the two`] : [];
    return [...unlike, ...differences(checker.getTypeOfSymbol(field), described, checker, `${path}.${name}`)];
  });
}

describe("The schema of the results", () => {
  it("has the fields of the type, and asks for those that the type asks for", function () {
    const file = join(root, "analysis/results/results.ts");
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8")) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const program = ts.createProgram([file], { ...options, types: [] });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    const results = module && checker.getExportsOfModule(module).find(({ name }) => name === "Results");
    assert.ok(results);
    assert.deepEqual(differences(checker.getDeclaredTypeOfSymbol(results), schema, checker, "results"), []);
  });
});
