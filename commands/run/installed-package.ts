import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../sandbox/places";

/** The examples that are programs of their own. */
export const examplePrograms = ["two-manifests", "migration", "from-settings"] as const;

/**
 * Packs this project and installs it in the folder, with what the example programs need, as its users do. Gives the path of
 * the packed file.
 */
export async function installPackage(folder: string): Promise<string> {
  const { stdout } = await execa("npm", ["run", "--silent", "package", "--", folder], { cwd: projectRoot });
  const tarball = stdout.trim();
  const example = join(projectRoot, "examples", examplePrograms[0], "package.json");
  const wants = JSON.parse(await readFile(example, "utf8")) as { dependencies: Record<string, string> };
  wants.dependencies["job-race"] = `file:${tarball}`;
  // The types of a newer SDK fit as well, but the plugin that is at hand is the one of this version.
  wants.dependencies["@pulumi/kubernetes"] = await ownVersion("@pulumi/kubernetes");
  await writeFile(join(folder, "package.json"), JSON.stringify(wants));
  const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await execa("npm", ["install", ...quietly], { cwd: folder });
  return tarball;
}

async function ownVersion(name: string): Promise<string> {
  const text = await readFile(join(projectRoot, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
