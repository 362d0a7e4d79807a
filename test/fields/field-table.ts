import * as models from "@kubernetes/client-node";

/** Types of the API by their names, and the type of each of their fields. */
export type FieldTable = Record<string, Record<string, string>>;

interface Model {
  readonly getAttributeTypeMap: () => readonly { readonly baseName: string; readonly type: string }[];
}

/** Quantities, which the API takes as texts and as numbers; the client's models call them texts. */
const quantities = new Set([
  "V1ResourceRequirements.limits",
  "V1ResourceRequirements.requests",
  "V1VolumeResourceRequirements.limits",
  "V1VolumeResourceRequirements.requests",
  "V1PodSpec.overhead",
  "V1EmptyDirVolumeSource.sizeLimit",
  "V1ResourceFieldSelector.divisor",
]);

/** Every type that a Job's manifest can hold, from the models of the Kubernetes client, which are made of its OpenAPI. */
export function fieldTable(): FieldTable {
  const table: FieldTable = {};
  const open = ["V1Job"];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const model = (models as unknown as Record<string, Model | undefined>)[name];
    // What is no class is a scalar: IntOrString, the micro-second time.
    if (name in table || typeof model?.getAttributeTypeMap !== "function") continue;
    const own = `${name}.`;
    const isQuantity = (field: string) => quantities.has(own + field);
    const fields = model.getAttributeTypeMap().map(({ baseName, type }): [string, string] => {
      return [baseName, isQuantity(baseName) ? type.replace(/string(?=;|$)(?!\])/, "Quantity") : type];
    });
    table[name] = Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
    open.push(...fields.flatMap(([, type]) => /V1\w+/.exec(type)?.[0] ?? []));
  }
  delete table["V1JobStatus"];
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}
