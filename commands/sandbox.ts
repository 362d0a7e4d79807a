import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Argument, Command, Option } from "commander";
import { execa } from "execa";
import { endProcesses, remove } from "../sandbox/cluster/down";
import { nodeIsReady } from "../sandbox/cluster/node-ready";
import { findRunning } from "../sandbox/cluster/running";
import { placesOf, sandboxNames, type SandboxName, type SandboxPlaces } from "../sandbox/places";
import { endOrphans } from "../sandbox/pulumi/orphans";
import { ensureStack, workspaceOf, type Workspace } from "../sandbox/pulumi/workspace";
import { checkRequirements, findPulumi, findTool, pulumiSteps, sandboxSteps, type Prepared } from "./run/prepare";
import { exclusively, main } from "./run/session";
import { runSteps } from "./run/steps";

const program = new Command("npm run sandbox --").description("The one-node Kubernetes that npm start races on.");
program.enablePositionalOptions();
program.addOption(new Option("--name <name>", "which sandbox").choices(sandboxNames).default("default"));
const places = () => placesOf(program.opts<{ name: SandboxName }>().name);

program
  .command("up")
  .description("start it, with Pulumi beside it")
  .action(() =>
    exclusively(places().root, async () => {
      const prepared: Prepared = { tools: {} };
      await checkRequirements(true);
      await runSteps([...(await sandboxSteps(places(), prepared)), ...(await pulumiSteps(prepared))]);
      await ensureStack(await workspace(places()));
    }),
  );

program
  .command("down")
  .description("stop it and keep its data: the next start continues with the same cluster")
  .action(() => exclusively(places().root, () => endProcesses(places())));

program
  .command("remove")
  .description("stop it and remove all that it kept, whatever command started it")
  .action(async () => {
    await exclusively(places().root, async () => {
      await endOrphans(places().pulumi, { withEngine: true });
      await remove(places());
    });
    console.log(`The sandbox ${places().name} is gone.`);
  });

program
  .command("status")
  .description("whether it runs; exit code 3 if it does not")
  .action(async () => {
    const running = await findRunning(places());
    const isReady = running !== undefined && (await nodeIsReady(places(), undefined));
    if (running === undefined) console.log("The sandbox is not running. npm run sandbox -- up");
    else
      console.log(
        `The sandbox ${isReady ? "is ready" : "runs, but its node is not ready"}: ` +
          `process ${running.pid}, API https://127.0.0.1:${running.ports.api}`,
      );
    process.exitCode = isReady ? 0 : 3;
  });

program
  .command("logs")
  .description("the end of a daemon's log")
  .addArgument(new Argument("[daemon]", "which; all if absent"))
  .option("--lines <number>", "how many lines of each", "20")
  .action(async (daemon: string | undefined, { lines }: { lines: string }) => {
    const files = (await readdir(places().logs).catch(() => [])).filter(
      (file) => daemon === undefined || file === `${daemon}.log`,
    );
    if (files.length === 0)
      throw new Error(`Expected a log of ${daemon ?? "the sandbox"} in ${places().logs}, but there is none.`);
    for (const file of files) {
      const text = await readFile(join(places().logs, file), "utf8");
      console.log(`==> ${file}\n${text.trimEnd().split("\n").slice(-Number(lines)).join("\n")}\n`);
    }
  });

for (const tool of ["kubectl", "pulumi"]) {
  program
    .command(tool)
    .description(`run ${tool} against it`)
    .argument("[arguments...]")
    .allowUnknownOption()
    .helpOption(false)
    .passThroughOptions()
    .action(async (args: string[]) => {
      const { env } = await workspace(places());
      const { exitCode } = await execa(tool, args, { env, stdio: "inherit", reject: false });
      process.exitCode = exitCode ?? 1;
    });
}

program
  .command("env")
  .description('print its environment for your shell: eval "$(npm run --silent sandbox -- env)"')
  .action(async () => {
    const { env } = await workspace(places());
    for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  });

void main(async () => {
  await program.parseAsync();
});

async function workspace(sandbox: SandboxPlaces): Promise<Workspace> {
  const [pulumi, kubectl] = [await findPulumi(), await findTool("kubernetes")];
  if (pulumi === undefined || kubectl === undefined)
    throw new Error("The sandbox's tools are not built yet. npm run sandbox -- up");
  return workspaceOf(sandbox.pulumi, { pulumi, kubectl, kubeconfig: sandbox.kubeconfig });
}
