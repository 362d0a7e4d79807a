import { z } from "zod";
import { decodeJob, type FieldFault } from "./kubectl/decode";
import { findJob } from "./kubectl/find-job";
import { type Json, readYaml } from "./kubectl/read-yaml";
import type { JobManifest } from "./lane";
import { bad, type Checked, good, type Mistake, show } from "./mistake";

/** Where a manifest comes from: the setting that names it, and the path as it stands there. */
export interface ManifestSource {
  readonly key: string;
  readonly path: string;
}

/** A file's Job, and what a user should know about the rest of the file. */
export interface ReadManifest {
  readonly manifest: JobManifest;
  readonly warnings: readonly string[];
}

const count = z.int("a whole number of at least 1").min(1, "a whole number of at least 1").optional();
const meta = z
  .looseObject(
    {
      labels: z.record(z.string(), z.string("a text (quote it)"), "a map of texts").optional(),
      annotations: z.record(z.string(), z.string("a text (quote it)"), "a map of texts").optional(),
    },
    "a map",
  )
  .optional();
const texts = z.array(z.string("a text (quote it)"), "a list of texts").optional();
const container = z.looseObject(
  {
    name: z.string("a name"),
    image: z.string("a text").optional(),
    command: texts,
    args: texts,
    env: z
      .array(
        z.looseObject(
          { name: z.string("a name"), value: z.string("a text (quote it)").optional() },
          "a variable {name, value}",
        ),
        "a list of variables",
      )
      .optional(),
  },
  "a container",
);
const job = z.looseObject(
  {
    apiVersion: z.literal("batch/v1"),
    kind: z.literal("Job"),
    metadata: meta,
    spec: z.looseObject(
      {
        parallelism: count,
        completions: count,
        template: z.looseObject(
          {
            metadata: meta,
            spec: z.looseObject(
              {
                containers: z.array(container, "a list of containers").min(1, "one container or more"),
                initContainers: z.array(container, "a list of containers").optional(),
              },
              "a pod's spec",
            ),
          },
          "a pod template",
        ),
      },
      "a Job's spec",
    ),
  },
  "a map",
);

/**
 * The one Job in a manifest's text, as kubectl and the API server would read it. Everything that is wrong with it is a
 * mistake of the setting that names the file.
 */
export function parseManifest(text: string, { key, path }: ManifestSource): Checked<ReadManifest> {
  let documents: Json[];
  try {
    documents = readYaml(text);
  } catch (error) {
    return bad({ key, expected: `YAML in ${show(path)}`, got: `an error: ${firstLine(error)}` });
  }
  const found = findJob(documents);
  if (!found.ok) return bad({ key, expected: `${found.expected} in ${show(path)}`, got: found.got });
  const { job: decoded, faults } = decodeJob(found.job);
  const parsed = job.safeParse(decoded, { reportInput: true });
  const places = new Set(faults.map((fault) => placeOf(fault.path)));
  const misfits = (parsed.error?.issues ?? []).filter((issue) => !places.has(placeOf(issue.path)));
  const mistakes = [
    ...faults.filter((fault) => !isPerhapsNewer(fault)).map((fault) => mistakeOf(fault, { key, path })),
    ...misfits.map(({ message, path: place, input }): Mistake => {
      const got = input === undefined ? "nothing" : show(input);
      return { key, expected: `${message} at ${placeOf(place)} in ${show(path)}`, got };
    }),
  ];
  if (!parsed.success || mistakes.length > 0) return bad(...mistakes);
  const unknown = faults.map(
    (fault) =>
      `${placeOf(fault.path)} is no field that this program knows of: a cluster that does not know it either leaves it out`,
  );
  return good({ manifest: parsed.data, warnings: [...found.warnings, ...unknown] });
}

/** A field that looks like no other one may be of a Kubernetes newer than the list of fields: the cluster decides. */
function isPerhapsNewer({ kind, meant }: FieldFault): boolean {
  return kind === "unknown" && meant === undefined;
}

function mistakeOf(fault: FieldFault, { key, path }: ManifestSource): Mistake {
  const expected = `${fault.expected} at ${placeOf(fault.path)} in ${show(path)}`;
  return fault.meant === undefined
    ? { key, expected, got: show(fault.got) }
    : { key, expected: `${expected}: did you mean ${fault.meant}?` };
}

function placeOf(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  return parts.join("").slice(1);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
