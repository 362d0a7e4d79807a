import { cp, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import { list } from "tar";
import { projectRoot } from "../sandbox/places";
import { ensureStack, workspaceOf } from "../sandbox/pulumi/workspace";
import { Unmet } from "../sandbox/toolchain/requirements";
import { examplePrograms, installPackage } from "./run/installed-package";
import { findPulumi } from "./run/prepare";
import { main } from "./run/session";
import { runSteps, type Step } from "./run/steps";

/**
 * `npm run release:check`: what somebody who installs the package gets. It is packed, installed in an empty folder, and each
 * example program there is type-checked and previewed, without a cluster.
 */
void main(async () => {
  const pulumi = await findPulumi();
  if (pulumi === undefined) {
    throw new Unmet(
      "Expected a Pulumi CLI in PATH, or one that `npm start` has built, found neither. Install one first.",
    );
  }
  const folder = await mkdtemp(join(tmpdir(), "job-race-release-"));
  try {
    await runSteps([
      changelogStep,
      packStep(folder),
      ...examplePrograms.flatMap((name) => programSteps(folder, name, pulumi)),
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

const changelogStep: Step = {
  title: "The changelog has this version",
  usualSeconds: 1,
  run: async () => {
    const { version } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8")) as { version: string };
    const changelog = await readFile(join(projectRoot, "CHANGELOG.md"), "utf8");
    if (changelog.includes(`## ${version}`)) return `The changelog has version ${version}`;
    throw new Unmet(
      `Expected CHANGELOG.md to have a heading "## ${version}", found none. Write what this release brings.`,
    );
  },
};

/** Nothing but what the package is for may be in it. */
const packed = [
  /^package\/(package\.json|README\.md|CHANGELOG\.md|LICENSE|[^/]+\.(js|d\.ts))$/,
  /^package\/(manifests|deploy)\/.*$/,
  /^package\/examples\/(README\.md|[^/]+\/[^/]+\.(yaml|ts|json))$/,
  /^package\/(analysis|components|observe|plan|report|settings)\/.*\.(c?js|d\.c?ts|json)$/,
];

function packStep(folder: string): Step {
  return {
    title: "Pack and install",
    usualSeconds: 30,
    run: async () => {
      const tarball = await installPackage(folder);
      const files: string[] = [];
      await list({ file: tarball, onReadEntry: ({ path, type }) => type === "File" && files.push(path) });
      const foreign = files.filter((path) => !packed.some((what) => what.test(path)));
      if (foreign.length > 0)
        throw new Unmet(`Expected only the library in the package, found also ${foreign.join(", ")}.`);
      const { size } = await stat(tarball);
      return `Packed and installed ${basename(tarball)}: ${files.length} files, ${Math.round(size / 1000)} KB`;
    },
  };
}

function programSteps(folder: string, name: string, pulumi: string): Step[] {
  const program = join(folder, name);
  return [
    {
      title: `Types of ${name}`,
      usualSeconds: 5,
      run: async () => {
        await cp(join(projectRoot, "examples", name), program, { recursive: true });
        await execa("npx", ["tsc", "--noEmit"], { cwd: program });
        return undefined;
      },
    },
    {
      title: `Preview of ${name}`,
      usualSeconds: 5,
      run: async () => {
        const workspace = await workspaceOf(join(folder, `${name}-state`), { pulumi });
        await ensureStack(workspace, name);
        const { stdout } = await execa("pulumi", ["preview", "--non-interactive"], {
          cwd: program,
          env: workspace.env,
        });
        return `Preview of ${name}: ${/(\d+) to create/.exec(stdout)?.[0] ?? "nothing to create"}`;
      },
    },
  ];
}
