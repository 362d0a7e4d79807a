import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../sandbox/places";

/**
 * `npm run package [FOLDER]`: compiles what other programs import, with its types, into a package of its own, packs it and
 * prints the file's path. The project's own package.json can't have `exports`: Pulumi would run those as the program.
 */
async function main(destination = join(projectRoot, "dist")): Promise<void> {
  const folder = join(projectRoot, "dist", "package");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await execa("npx", ["tsc", "-p", "tsconfig.package.json"], {
    cwd: projectRoot,
    stdout: "inherit",
    stderr: "inherit",
  });
  for (const part of ["components/load-work.cjs", "manifests", "deploy", "README.md", "CHANGELOG.md", "LICENSE"]) {
    await cp(join(projectRoot, part), join(folder, part), { recursive: true });
  }
  await cp(join(projectRoot, "examples"), join(folder, "examples"), {
    recursive: true,
    // What npm makes of a program there, and the packages that it would have from this folder.
    filter: (path) => !/^(node_modules|package(-lock)?\.json)$/.test(basename(path)),
  });
  await writeFile(join(folder, "package.json"), `${JSON.stringify(await description(), undefined, 2)}\n`);
  const { stdout } = await execa("npm", ["pack", "--silent", "--pack-destination", destination], { cwd: folder });
  console.log(join(destination, stdout.trim()));
}

async function description(): Promise<object> {
  const own = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as Record<string, unknown>;
  const { name, version, license, dependencies, peerDependencies } = own;
  // The project brings its own; a program that uses the package has chosen.
  const chosen = Object.keys(peerDependencies as object);
  const brought = Object.entries(dependencies as object).filter(([key]) => !chosen.includes(key));
  return {
    name,
    version,
    description: own["description"],
    license,
    engines: { node: ">=22" },
    exports: {
      ".": { types: "./library.d.ts", default: "./library.js" },
      // Pulumi's serialiser names the modules of this package by their paths.
      "./*": "./*",
    },
    dependencies: Object.fromEntries(brought),
    peerDependencies,
  };
}

void main(process.argv[2]);
