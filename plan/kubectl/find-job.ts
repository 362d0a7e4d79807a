import { isMap } from "./decode";
import type { Json, JsonMap } from "./read-yaml";

/** The one Job of a file, and what the file has beside it; or what was expected of the file, and what it is. */
export type FoundJob =
  | { readonly ok: true; readonly job: JsonMap; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly expected: string; readonly got: string };

/** Finds the Job among a file's documents and in lists of objects (`kind: List`), as kubectl applies them. */
export function findJob(documents: readonly Json[]): FoundJob {
  const objects = documents.flatMap(objectsOf);
  const jobs = objects.filter(isJob);
  const others = objects.filter((object) => !isJob(object));
  const [job, ...further] = jobs;
  if (job !== undefined && further.length === 0) {
    const left = others.map(nameOf).join(", ");
    const warnings =
      left === "" ? [] : [`${left} is left out: only the Job is raced. Create what it needs in the setting namespace`];
    return { ok: true, job, warnings };
  }
  if (job !== undefined) {
    return { ok: false, expected: "one Job", got: `${jobs.length} Jobs (${jobs.map(shortName).join(", ")})` };
  }
  if (objects.length === 0) return { ok: false, expected: "one Job", got: "an empty file" };
  return { ok: false, expected: "a Job (apiVersion batch/v1, kind Job)", got: objects.map(kindOf).join("; ") };
}

function objectsOf(document: Json): Json[] {
  if (document === null) return [];
  if (!isMap(document)) return [document];
  const { apiVersion = null, kind, items } = document;
  if (typeof kind !== "string" || !kind.endsWith("List") || !Array.isArray(items)) return [document];
  // The items of a JobList need not say what they are.
  const own = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
  return items.flatMap((item) => objectsOf(isMap(item) ? { ...own, ...item } : item));
}

function isJob(object: Json): object is JsonMap {
  return isMap(object) && object["apiVersion"] === "batch/v1" && object["kind"] === "Job";
}

function shortName(object: Json): string {
  const metadata = isMap(object) ? (object["metadata"] ?? null) : null;
  const name = isMap(metadata) ? (metadata["name"] ?? metadata["generateName"]) : undefined;
  return typeof name === "string" ? name : "without a name";
}

function nameOf(object: Json): string {
  const kind = isMap(object) ? object["kind"] : undefined;
  return typeof kind === "string" ? `${kind} ${shortName(object)}` : JSON.stringify(object).slice(0, 40);
}

function kindOf(object: Json): string {
  if (!isMap(object)) return JSON.stringify(object).slice(0, 80);
  return `apiVersion ${JSON.stringify(object["apiVersion"] ?? null)}, kind ${JSON.stringify(object["kind"] ?? null)}`;
}
