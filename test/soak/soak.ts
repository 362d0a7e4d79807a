import { existsSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { execa } from "execa";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { remove } from "../../sandbox/cluster/down";
import { exclusively, Interrupted, interrupted, main } from "../../commands/run/session";
import { placesOf, type SandboxPlaces } from "../../sandbox/places";
import { bringUp } from "../e2e/sandbox";
import { faultNames } from "./faults";
import { raceOnce, type RaceRecord } from "./one-race";
import { tally } from "./tally";

const longestDelayMs = 9_000;

const program = new Command("npm run soak --")
  .description("Races again and again on a sandbox of its own, with random faults, and checks what comes of it.")
  .option("--races <number>", "how many", wholeNumber, 30)
  .option("--seed <number>", "decides the faults and their moments", wholeNumber, Date.now() % 1_000_000)
  .parse();

void main(async () => {
  const { races, seed } = program.opts<{ races: number; seed: number }>();
  const places = placesOf("soak");
  await exclusively(places.root, async () => {
    console.log(`${races} races with the seed ${seed}`);
    const records: RaceRecord[] = [];
    try {
      await bringUp(places);
      await raceAll(races, seed, places, records);
    } catch (cause) {
      if (!interrupted.aborted) throw cause;
      throw new Interrupted("Stopped, and the sandbox is gone. The same seed repeats the same faults.", { cause });
    } finally {
      await remove(places);
      const traces = await tracesOf(places);
      console.log(tally(records, traces));
      const isSound = records.every((it) => [it.hangs, it.wrong, it.leftovers].every(({ length }) => length === 0));
      if (!isSound || traces.length > 0 || records.length < races) process.exitCode = 1;
    }
  });
});

async function raceAll(races: number, seed: number, places: SandboxPlaces, records: RaceRecord[]): Promise<void> {
  const random = xoroshiro128plus(seed);
  for (let race = 1; race <= races; race += 1) {
    const fault = faultNames[uniformInt(random, 0, faultNames.length - 1)] ?? "none";
    const delayMs = uniformInt(random, 0, longestDelayMs);
    const startedMs = performance.now();
    const record = await raceOnce(fault, delayMs, places);
    interrupted.throwIfAborted();
    records.push(record);
    const { struck, first, recovered, hangs, wrong, leftovers } = record;
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
    console.log(
      `${String(race).padStart(3)}/${races} ${fault}${struck ? "" : ", too late"}: ${first}${recovered ? ", then the result" : ""} [${seconds} s]`,
    );
    for (const [what, list] of Object.entries({ hangs, wrong, leftovers })) {
      for (const line of list) console.log(`    ${what}: ${line.replaceAll("\n", "\n    ")}`);
    }
  }
}

/** What a removed sandbox left on the machine. */
async function tracesOf({ root, nodeIp, cgroup }: SandboxPlaces): Promise<string[]> {
  const { stdout } = await execa("ip", ["-oneline", "addr", "show", "dev", "lo"]);
  const cgroups = ["", "memory", "unified"].map((hierarchy) => `/sys/fs/cgroup/${hierarchy}/${cgroup}`);
  return [
    ...(stdout.includes(` ${nodeIp}/`) ? [nodeIp] : []),
    ...[root, ...cgroups].filter((path) => existsSync(path)),
  ];
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return Number(text);
}
