import { Command } from "commander";
import { execa } from "execa";
import { projectRoot } from "../places";
import { toolFolder } from "../toolchain/build";
import { actionlintTool } from "../toolchain/catalogue";
import { interrupted, main } from "./session";
import { runSteps } from "./steps";

const program = new Command("npm test --")
  .description("Everything that must hold: linter, format, types, workflows, and the unit, program and sandbox tests.")
  .option("--only <name>", "one part of it, such as unit or e2e")
  .parse();

/** One part of `npm test`: a command and how long it usually takes on two cores, in seconds. */
interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly usualSeconds: number;
}

const parts: readonly Part[] = [
  { name: "lint", command: ["eslint", "."], usualSeconds: 25 },
  { name: "format", command: ["prettier", "--check", "--log-level", "warn", "."], usualSeconds: 5 },
  { name: "types", command: ["tsc", "--noEmit"], usualSeconds: 10 },
  { name: "workload", command: ["go", "-C", "workload", "vet", "./..."], usualSeconds: 5 },
  { name: "workflows", command: ["actionlint"], usualSeconds: 1 },
  { name: "unit", command: ["npm", "run", "--silent", "test:unit"], usualSeconds: 40 },
  { name: "program", command: ["npm", "run", "--silent", "test:program"], usualSeconds: 20 },
  { name: "e2e", command: ["npm", "run", "--silent", "test:e2e"], usualSeconds: 180 },
];

void main(async () => {
  const { only } = program.opts<{ only?: string }>();
  const chosen = parts.filter((part) => only === undefined || part.name === only);
  if (chosen.length === 0)
    throw new Error(`Expected one of ${parts.map((part) => part.name).join(", ")}, got ${only ?? ""}.`);
  const path = chosen.some((part) => part.name === "workflows")
    ? `${await linterFolder()}:${process.env["PATH"] ?? ""}`
    : undefined;
  const outcomes = [];
  for (const part of chosen) outcomes.push(await runPart(part, path === undefined ? {} : { PATH: path }));
  conclude(outcomes);
});

async function linterFolder(): Promise<string> {
  let folder = "";
  await runSteps([
    {
      title: "Workflow linter",
      usualSeconds: actionlintTool.usualSeconds,
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

async function runPart({ name, command, usualSeconds }: Part, env: Readonly<Record<string, string>>): Promise<Outcome> {
  interrupted.throwIfAborted();
  console.log(`\n── ${name} (usually ${usualSeconds} s): ${command.join(" ")}`);
  const startedMs = performance.now();
  const [file, ...args] = command;
  const { stdout, exitCode } = await execa(file, args, {
    cwd: projectRoot,
    env,
    preferLocal: true,
    stdin: "ignore",
    stdout: ["inherit", "pipe"],
    stderr: "inherit",
    reject: false,
  });
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
