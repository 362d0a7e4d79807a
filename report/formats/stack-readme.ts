import type { Results } from "../../analysis/results/results";
import { banner } from "./banner";

const SWEEP = [1, 2, 5, 10];

/**
 * Markdown for the stack's page: what the stack is, what it found, and how to go on. `raw` is the file that holds all
 * of the results when the stack's outputs do not.
 */
export function stackReadme(results: Results, raw?: string): string {
  const namespace = results.heats.find((heat) => heat.namespace)?.namespace;
  const lanes = results.lanes.map((lane) => `\`${lane.name}\``).join(", ");
  return [
    "# job-race",
    "",
    `One Kubernetes Job, raced against itself, split in different ways${lanes === "" ? "" : `: ${lanes}`}.` +
      (namespace === undefined ? "" : ` Namespace: \`${namespace}\`.`),
    "",
    "## The latest race",
    "",
    "```text",
    banner(results),
    "```",
    "",
    "## How to go on",
    "",
    ...table([
      ["to", "run"],
      ["read the result", "`pulumi stack output raceResults`"],
      raw === undefined
        ? ["have every measurement as JSON", "`pulumi stack output results > results.json`"]
        : ["have every measurement as JSON", `\`cat ${raw}\` in the project's folder where the race was started`],
      ["compute every statistic again", `\`npm run analyse -- ${raw ?? "results.json"}\``],
      ["race again", "`pulumi config set run $(date +%s) && pulumi up`"],
      ["be surer", "`pulumi config set rounds 5 && pulumi up`"],
      ["find the best parallelism", `\`${SWEEP.map(sweepCommand).join(" && ")} && pulumi up\``],
      ["clean up", "`pulumi destroy`"],
    ]),
    "",
    "*Serial* and *Parallel* are Durations as `kubectl describe jobs` prints them. A speedup above 1 means that the " +
      "second lane is the faster one; if its interval contains 1, the difference is too small for this many rounds.",
    "",
  ].join("\n");
}

/** A setting that is declared as a list takes no JSON from `pulumi config set`, only one entry after the other. */
function sweepCommand(parallelism: number, index: number): string {
  return `pulumi config set --path 'sweep[${index}]' ${parallelism}`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
