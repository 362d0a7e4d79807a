import { loadAll } from "js-yaml";
import { z } from "zod";
import type { JobManifest } from "./lane";
import { bad, type Checked, good, type Mistake, show } from "./mistake";

/** Where a manifest comes from: the setting that names it, and the path as it stands there. */
export interface ManifestSource {
  readonly key: string;
  readonly path: string;
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

/** The one Job in a manifest's text. Everything that is wrong with it is a mistake of the setting that names the file. */
export function parseManifest(text: string, { key, path }: ManifestSource): Checked<JobManifest> {
  let documents: Json[];
  try {
    // Kubernetes objects are JSON: whatever else YAML can say (dates, cycles) ends here.
    documents = (JSON.parse(JSON.stringify(loadAll(text))) as Json[]).filter((document) => document !== null);
  } catch (error) {
    return bad({ key, expected: `YAML in ${show(path)}`, got: `an error: ${firstLine(error)}` });
  }
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    const got = documents.length === 0 ? "an empty file" : `${documents.length} documents`;
    return bad({ key, expected: `one Job in ${show(path)}`, got });
  }
  if (!isJob(document)) {
    return bad({ key, expected: `a Job (apiVersion batch/v1, kind Job) in ${show(path)}`, got: kindOf(document) });
  }
  const parsed = job.safeParse(document, { reportInput: true });
  if (parsed.success) return good(parsed.data);
  return bad(
    ...parsed.error.issues.map((issue): Mistake => {
      const place = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
      const got = issue.input === undefined ? "nothing" : show(issue.input);
      return { key, expected: `${issue.message} at ${place.slice(1)} in ${show(path)}`, got };
    }),
  );
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

function isJob(document: Json): boolean {
  return isMap(document) && document["apiVersion"] === "batch/v1" && document["kind"] === "Job";
}

function kindOf(document: Json): string {
  if (!isMap(document)) return show(document);
  return `apiVersion ${show(document["apiVersion"] ?? null)}, kind ${show(document["kind"] ?? null)}`;
}

function isMap(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] ?? message;
}
