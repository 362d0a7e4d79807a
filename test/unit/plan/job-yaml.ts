import type { JobManifest } from "../../../plan/lane";
import { parseManifest } from "../../../plan/manifest";

/** A Job manifest's text with the given lines in the container, the pod template's spec and the Job's spec. */
export function jobYaml({ container = ['args: ["--count=12"]'], pod = [], spec = [] }: Partial<JobLines> = {}): string {
  return [
    "apiVersion: batch/v1",
    "kind: Job",
    "metadata: {name: own}",
    "spec:",
    ...spec.map((line) => `  ${line}`),
    "  template:",
    "    spec:",
    "      restartPolicy: Never",
    ...pod.map((line) => `      ${line}`),
    "      containers:",
    "      - name: main",
    "        image: example.org/own:1",
    ...container.map((line) => `        ${line}`),
  ].join("\n");
}

export interface JobLines {
  readonly container: readonly string[];
  readonly pod: readonly string[];
  readonly spec: readonly string[];
}

export function jobManifest(lines: Partial<JobLines> = {}): JobManifest {
  const parsed = parseManifest(jobYaml(lines), { key: "lanes[0].manifest", path: "own.yaml" });
  if (!parsed.ok) throw new TypeError(`Expected a Job, got ${JSON.stringify(parsed.mistakes)}`);
  return parsed.value.manifest;
}
