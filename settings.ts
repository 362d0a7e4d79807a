import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { checkSettings, type Settings, type SettingsSource } from "./plan/check-settings";
import { describeMistakes } from "./plan/describe-mistakes";
import { raceConfigKeys, type RaceConfig } from "./plan/race-config";

/**
 * The settings of the running stack.
 *
 * @throws {pulumi.RunError} with every mistake in them, before anything is created.
 */
export function readSettings(): Settings {
  const checked = checkSettings(pulumiSource());
  if (!checked.ok) throw new pulumi.RunError(describeMistakes(checked.mistakes));
  if (pulumi.runtime.isDryRun()) for (const note of checked.value.plan.notes) void pulumi.log.info(note);
  for (const warning of checked.value.plan.warnings) void pulumi.log.warn(warning);
  return checked.value;
}

function pulumiSource(): SettingsSource {
  // How the engine tells a program which values are secret; the SDK reads it too, but has no public function for it.
  const secretKeys: unknown = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]");
  return {
    stack: pulumi.getStack(),
    project: pulumi.getProject(),
    config: pulumi.runtime.allConfig(),
    secretKeys: new Set(Array.isArray(secretKeys) ? secretKeys.map(String) : []),
    root: __dirname,
    home: homedir(),
    kubeconfigVariable: process.env["KUBECONFIG"],
    read: (path) => readFileSync(path, "utf8"),
  };
}

/** Settings of a race as Pulumi stores them: texts, lists as JSON. */
export type StackSettings = Readonly<Partial<Record<keyof RaceConfig | "context" | "kubeconfig", string>>>;

/**
 * The settings of another program's stack: what `Pulumi.STACK.yaml` has under `job-race:`, or under the project's own name
 * where that is one of a race's, and the cluster under `kubernetes:`.
 */
export function stackSettings(): StackSettings {
  const config = Object.entries(pulumi.runtime.allConfig());
  const under = (namespace: string) =>
    config
      .filter(([key]) => key.startsWith(`${namespace}:`))
      .map(([key, value]): [string, string] => [key.slice(namespace.length + 1), value]);
  return Object.fromEntries([
    ...under("kubernetes").filter(([name]) => ["context", "kubeconfig", "namespace"].includes(name)),
    ...under("job-race"),
    ...under(pulumi.getProject()).filter(([name]) => raceConfigKeys.includes(name)),
  ]);
}
