import { readFileSync } from "node:fs";
import { checkSettings, type SettingsSource } from "../../../plan/check-settings";
import { jobYaml } from "../plan/job-yaml";

/** Manifests good and bad, in the project's folder of the tests. */
export const files: Record<string, string> = {
  "/race/manifests/job-oneshot.yaml": readFileSync("manifests/job-oneshot.yaml", "utf8"),
  "/race/manifests/job-parallel.yaml": readFileSync("manifests/job-parallel.yaml", "utf8"),
  "/race/own.yaml": jobYaml(),
  "/race/twice.yaml": jobYaml({ container: ["args: [--count=1, --count=2]"] }),
  "/race/queue.yaml": jobYaml({ spec: ["parallelism: 3"] }),
  "/race/odd.yaml": jobYaml({ spec: ["completions: 3"] }),
  "/race/wide.yaml": jobYaml({ spec: ["completions: 2", "parallelism: 4"] }),
  "/race/pair.yaml": `${jobYaml()}\n      - {name: side, image: b}`,
  "/race/from.yaml": jobYaml({ container: ["env: [{name: ITEMS, valueFrom: {fieldRef: {fieldPath: x}}}]"] }),
  "/race/pod.yaml": "apiVersion: v1\nkind: Pod",
  "/race/two.yaml": `${jobYaml()}\n---\n${jobYaml()}`,
  "/race/empty.yaml": "",
  "/race/broken.yaml": "spec: [1",
};

/** Checks a configuration, with Pulumi's namespaces in its keys. */
export function check(config: Record<string, string>, source: Partial<SettingsSource> = {}) {
  return checkSettings({
    stack: "dev",
    project: "job-race",
    config,
    secretKeys: new Set(),
    root: "/race",
    home: "/home/nobody",
    kubeconfigVariable: undefined,
    read: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return text;
    },
    ...source,
  });
}

/** The setting `lanes` with one lane of that manifest. */
export const own = (manifest: string, rest = "") => `[{"name":"own","manifest":"${manifest}"${rest}}]`;
