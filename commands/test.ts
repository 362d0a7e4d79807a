import { Command } from "commander";
import { execa } from "execa";
import { projectRoot } from "../sandbox/places";
import { toolFolder } from "../sandbox/toolchain/build";
import { actionlintTool } from "../sandbox/toolchain/catalogue";
import { interrupted, main } from "./run/session";
import { runSteps } from "./run/steps";

const program = new Command("npm test --")
  .description("Everything that must hold: linter, format, types, workflows, and the unit, program and sandbox tests.")
  .option("--only <name>", "one part of it, such as unit or e2e; or long, which is no part of the whole")
  .parse();

/** One part of `npm test`: a command and how long it usually takes on two cores, in seconds. */
interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly usualSeconds: number;
  /** Too long to be a part of the whole: it runs where it is named. */
  readonly onlyByName?: true;
}

/** Side by side, a list on each core. */
const quickParts: readonly (readonly Part[])[] = [
  [
    { name: "lint", command: ["eslint", "."], usualSeconds: 30 },
    { name: "format", command: ["prettier", "--check", "--log-level", "warn", "."], usualSeconds: 10 },
    { name: "house", command: ["npm", "run", "--silent", "house"], usualSeconds: 10 },
    { name: "types", command: ["tsc", "--noEmit"], usualSeconds: 10 },
    { name: "workload", command: ["go", "-C", "workload", "test", "./..."], usualSeconds: 2 },
    { name: "workflows", command: ["actionlint"], usualSeconds: 1 },
    { name: "program", command: ["npm", "run", "--silent", "test:program"], usualSeconds: 12 },
  ],
  [{ name: "unit", command: ["npm", "run", "--silent", "test:unit"], usualSeconds: 180 }],
];

/** On a sandbox, one after the other: the first measures, and wants the machine for itself. */
const sandboxParts: readonly Part[] = [
  { name: "race", command: ["npm", "run", "--silent", "test:race"], usualSeconds: 75 },
  { name: "scale", command: ["npm", "run", "--silent", "test:scale"], usualSeconds: 25 },
  { name: "e2e", command: ["npm", "run", "--silent", "test:e2e"], usualSeconds: 300 },
  { name: "long", command: ["npm", "run", "--silent", "test:long"], usualSeconds: 130, onlyByName: true },
];

void main(async () => {
  const { only } = program.opts<{ only?: string }>();
  const all = [...quickParts.flat(), ...sandboxParts];
  const isChosen = ({ name, onlyByName }: Part) => (only === undefined ? onlyByName === undefined : name === only);
  if (!all.some(isChosen))
    throw new Error(`Expected one of ${all.map((part) => part.name).join(", ")}, got ${only ?? ""}.`);
  const needsLinter = all.some((part) => isChosen(part) && part.name === "workflows");
  const env = needsLinter ? { PATH: `${await linterFolder()}:${process.env["PATH"] ?? ""}` } : {};
  const inOrder = async (parts: readonly Part[], show: "whole" | "live") => {
    const outcomes = [];
    for (const part of parts.filter(isChosen)) outcomes.push(await runPart(part, env, show));
    return outcomes;
  };
  const quick = await Promise.all(quickParts.map((parts) => inOrder(parts, "whole")));
  conclude([...quick.flat(), ...(await inOrder(sandboxParts, "live"))]);
});

async function linterFolder(): Promise<string> {
  let folder = "";
  await runSteps([
    {
      title: "Workflow linter",
      usualSeconds: actionlintTool.cpuSeconds,
      run: async (say) => {
        folder = await toolFolder(actionlintTool, say);
        return undefined;
      },
    },
  ]);
  return folder;
}

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Test cases, as mocha counts them; a part without cases is one. */
  readonly cases: { readonly passing: number; readonly failing: number };
}

async function runPart(
  { name, command, usualSeconds }: Part,
  env: Readonly<Record<string, string>>,
  show: "whole" | "live",
): Promise<Outcome> {
  interrupted.throwIfAborted();
  const title = `── ${name} (usually ${usualSeconds} s): ${command.join(" ")}`;
  console.log(show === "live" ? `\n${title}` : `… ${name}, usually ${usualSeconds} s`);
  const startedMs = performance.now();
  const [file, ...args] = command;
  const isLive = show === "live";
  const { stdout, all, exitCode } = await execa(file, args, {
    cwd: projectRoot,
    env,
    preferLocal: true,
    stdin: "ignore",
    stdout: isLive ? ["inherit", "pipe"] : "pipe",
    stderr: isLive ? ["inherit", "pipe"] : "pipe",
    all: true,
    reject: false,
  });
  // What runs beside something else is shown when it has ended.
  if (!isLive) console.log(`\n${title}\n${all}`);
  const count = (word: string) => Number(new RegExp(`^\\s*(\\d+) ${word}\\b`, "m").exec(stdout)?.[1] ?? 0);
  const passed = exitCode === 0;
  const counted = { passing: count("passing"), failing: count("failing") };
  const hasCases = counted.passing + counted.failing > 0;
  return {
    name,
    passed,
    seconds: (performance.now() - startedMs) / 1_000,
    cases: hasCases ? counted : { passing: passed ? 1 : 0, failing: passed ? 0 : 1 },
  };
}

function conclude(outcomes: readonly Outcome[]): void {
  console.log("");
  for (const { name, passed, seconds } of outcomes) {
    console.log(`${passed ? "✔" : "✖"} ${name.padEnd(10)} ${seconds.toFixed(0).padStart(4)} s`);
  }
  const total = (key: keyof Outcome["cases"]) => outcomes.reduce((sum, { cases }) => sum + cases[key], 0);
  console.log(`${total("passing")} passed, ${total("failing")} failed`);
  if (outcomes.some((outcome) => !outcome.passed)) process.exitCode = 1;
}
