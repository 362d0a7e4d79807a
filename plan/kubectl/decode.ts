import { misspelt } from "../settings/nearest";
import fields from "./job-fields.json";
import type { Json, JsonMap } from "./read-yaml";

/** What the API server would say about a field, or say nothing about and leave out. */
export interface FieldFault {
  /** Such as `["spec", "backofflimit"]`. */
  readonly path: readonly (string | number)[];
  readonly kind: "unknown" | "wrong type";
  /** What was expected there. */
  readonly expected: string;
  /** The field that was meant by an unknown one. */
  readonly meant?: string;
  readonly got: Json;
}

const types: Readonly<Record<string, Readonly<Record<string, string>>>> = fields;

/**
 * A Job as the API server decodes it, strictly: an empty field is an absent one, a field that Kubernetes does not have and a
 * value of another type are faults. What is unknown stays in the Job, for clusters that know more.
 */
export function decodeJob(job: JsonMap): { readonly job: JsonMap; readonly faults: readonly FieldFault[] } {
  const faults: FieldFault[] = [];
  const decoded = decode(job, "V1Job", [], (fault) => faults.push(fault));
  return { job: isMap(decoded) ? decoded : job, faults };
}

type Report = (fault: FieldFault) => void;
type Path = FieldFault["path"];

function decode(value: Json, type: string, path: Path, report: Report): Json {
  const listed = /^Array<(.+)>$/.exec(type)?.[1];
  if (listed !== undefined) {
    if (Array.isArray(value)) return value.map((entry, at) => element(entry, listed, [...path, at], report));
    report({ path, kind: "wrong type", expected: listed === "string" ? "a list of texts" : "a list", got: value });
    return value;
  }
  const mapped = /^\{ \[key: string\]: (.+); \}$/.exec(type)?.[1];
  const known = types[type];
  if (mapped === undefined && known === undefined) {
    const expected = scalarFault(value, type);
    if (expected !== undefined) report({ path, kind: "wrong type", expected, got: value });
    return value;
  }
  if (!isMap(value)) {
    report({ path, kind: "wrong type", expected: mapped === undefined ? "a map" : "a map of texts", got: value });
    return value;
  }
  const entries = Object.entries(value);
  if (mapped !== undefined) {
    return Object.fromEntries(entries.map(([key, it]) => [key, element(it, mapped, [...path, key], report)]));
  }
  return Object.fromEntries(
    entries.flatMap(([key, it]) => field({ key, value: it, known: known ?? {}, path: [...path, key] }, report)),
  );
}

interface Field {
  readonly key: string;
  readonly value: Json;
  readonly known: Readonly<Record<string, string>>;
  readonly path: Path;
}

function field({ key, value, known, path }: Field, report: Report): [string, Json][] {
  const type = Object.hasOwn(known, key) ? known[key] : undefined;
  if (type !== undefined) return value === null ? [] : [[key, decode(value, type, path, report)]];
  if (path.length === 1 && key === "status") return [];
  // Not what only begins alike: restartPolicyRules came after restartPolicy.
  const meant = misspelt(key, Object.keys(known));
  report({ path, kind: "unknown", expected: "a field that Kubernetes has", ...(meant && { meant }), got: value });
  return [[key, value]];
}

/** In a list or a map, the API server reads nothing as the type's own nothing. */
function element(value: Json, type: string, path: Path, report: Report): Json {
  if (value !== null) return decode(value, type, path, report);
  if (type === "string") return "";
  if (type === "Quantity") return "0";
  return type in types ? {} : null;
}

function scalarFault(value: Json, type: string): string | undefined {
  switch (type) {
    case "string":
    case "Date":
    case "V1MicroTime":
      return typeof value === "string" ? undefined : "a text (quote it)";
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "number":
      return typeof value === "number" && Number.isInteger(value) ? undefined : "a whole number";
    case "IntOrString":
    case "Quantity":
      return typeof value === "number" || typeof value === "string" ? undefined : "a number or a text";
    default:
      return undefined;
  }
}

export function isMap(value: Json): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
