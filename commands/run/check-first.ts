import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { checkSettings, type Settings } from "../../plan/check-settings";
import { describeMistakes } from "../../plan/describe-mistakes";
import { projectName, projectRoot } from "../../sandbox/places";
import { ownSettings } from "../../sandbox/pulumi/workspace";
import { Unmet } from "../../sandbox/toolchain/requirements";

/**
 * The settings that a race will have: those of the command line on top of the user's own `Pulumi.dev.yaml`. They are checked
 * here, with their manifests, before anything is fetched, built or started. `context` is one of the user's kubeconfig; without
 * it the race is the sandbox's, whose kubeconfig need not be there yet.
 *
 * @throws {Unmet} with every mistake, in the words of a preview.
 */
export async function checkFirst(chosen: Readonly<Record<string, unknown>>, context?: string): Promise<Settings> {
  const own = await ownSettings();
  const place = {
    "kubernetes:context": context,
    ...(context === undefined && { "kubernetes:kubeconfig": undefined }),
  };
  const checked = checkSettings({
    stack: "dev",
    project: projectName,
    config: stored({ ...own, ...chosen, ...place }),
    secretKeys: new Set(),
    root: projectRoot,
    home: homedir(),
    kubeconfigVariable: context === undefined ? "/dev/null" : process.env["KUBECONFIG"],
    isNow: true,
    read: (path) => readFileSync(path, "utf8"),
  });
  if (!checked.ok) throw new Unmet(describeMistakes(checked.mistakes, "npm start"));
  return checked.value;
}

/** As Pulumi hands values to the program: texts as they are, everything else as JSON. Secrets can't be read here. */
function stored(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  const readable = Object.entries(settings).filter(([, value]) => value !== undefined && !isSecret(value));
  return Object.fromEntries(
    readable.map(([key, value]) => [
      key.includes(":") ? key : `${projectName}:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
