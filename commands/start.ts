import { Command, InvalidArgumentError, Option } from "commander";
import { LOOKS } from "../analysis/rounds/until";
import { contextFolder, placesOf, projectName } from "../sandbox/places";
import { workloadImage } from "../sandbox/cluster/images";
import { runOf, whileRunning } from "../sandbox/cluster/running";
import { checkFirst } from "./run/check-first";
import { type ExampleName, examples, extrasOf } from "./run/examples";
import {
  checkRequirements,
  fetchedFirst,
  pulumiSteps,
  sandboxSteps,
  tidyUp,
  type Extras,
  type Prepared,
} from "./run/prepare";
import { raceOn } from "./run/race-on";
import { exclusively, main } from "./run/session";
import { showResults } from "./run/show-results";
import { runSteps } from "./run/steps";

/** How well a speedup has to be known that `--rounds auto` stops without a winner. */
const AUTO_PERCENT = "5";

/** Settings that have an option of their own: the values are checked with all others. */
const named = ["rounds", "items", "sweep", "parallelism", "order"] as const;

type StartOptions = Readonly<Partial<Record<(typeof named)[number] | "until" | "context", string>>> & {
  readonly example?: ExampleName;
  readonly set?: Readonly<Record<string, string>>;
};

const program = new Command("npm start --")
  .description(
    "Races a Kubernetes Job against itself, in a sandbox of its own or on a cluster of yours, and prints the results.",
  )
  .option("--rounds <number>", "run every lane this often; auto: until it is sure, at most 20 times")
  .option("--until <percent>", "race until a winner is sure, or the speedup is known to so many percent")
  .option("--items <number>", "items that each lane makes")
  .option("--parallelism <number>", "pods of the parallel lane that run at once")
  .option("--sweep <list>", "also race the parallel lane at these parallelisms, such as 1,2,5,10")
  .option("--order <order>", "order of the lanes in a round: fixed, alternate or shuffle")
  .addOption(new Option("--example <name>", "a race that the project brings along").choices(Object.keys(examples)))
  .option("--set <key=value>", "any setting of the README's table; may be repeated", keyValue)
  .option("--context <name>", "race on this context of your kubeconfig; no sandbox is started")
  .addHelpText(
    "after",
    "\nEvery start is a new race, unless the last one was cut short: then it continues.\n`npm stop` removes all of it again.",
  )
  .parse();

void main(async () => {
  const options = program.opts<StartOptions>();
  const settings = settingsOf(options);
  await checkFirst(settings, options.context);
  if (options.context === undefined) await raceInSandbox(settings, extrasOf(options.example));
  else await raceOnContext(options.context, settings);
});

async function raceInSandbox(settings: Record<string, unknown>, extras: Extras): Promise<void> {
  const places = placesOf("default");
  await exclusively(places.root, async () => {
    const prepared: Prepared = { tools: {} };
    await checkRequirements(true, extras);
    const steps = [...(await sandboxSteps(places, prepared, extras)), ...(await pulumiSteps(prepared, "later"))];
    await runSteps(fetchedFirst(steps));
    const tools = {
      pulumi: prepared.pulumi ?? "",
      kubectl: prepared.tools["kubernetes"] ?? "",
      kubeconfig: places.kubeconfig,
    };
    const forced = async (chosen: Readonly<Record<string, unknown>>, isWarm: boolean) => ({
      ...((await isClassic(chosen)) ? { ...sandboxImage, ...(isWarm && withoutWarmup) } : {}),
      "kubernetes:context": undefined,
      "kubernetes:kubeconfig": undefined,
    });
    const sandbox = await runOf(places);
    await tidyUp(async () => {
      const results = await whileRunning(places, (gone) =>
        raceOn({ folder: places.pulumi, tools, forced, sandbox, gone }, settings),
      );
      await showResults(results);
    });
  });
}

async function raceOnContext(context: string, settings: Record<string, unknown>): Promise<void> {
  const folder = contextFolder(context);
  await exclusively(folder, async () => {
    const prepared: Prepared = { tools: {} };
    await checkRequirements(false);
    await runSteps(await pulumiSteps(prepared, "later"));
    const forced = () => Promise.resolve({ "kubernetes:context": context });
    await tidyUp(async () => {
      await showResults(await raceOn({ folder, tools: { pulumi: prepared.pulumi ?? "" }, forced }, settings));
    });
  });
}

/** Its image stands in for the classic one, which the sandbox's node could not pull everywhere. */
const sandboxImage = {
  [`${projectName}:image`]: workloadImage,
  [`${projectName}:imagePullPolicy`]: "IfNotPresent",
};

/** Nothing is pulled in the sandbox, and the race before has read all that this one reads. */
const withoutWarmup = { [`${projectName}:warmup`]: false };

/** Whether the settings race the manifests of this project, with the image that they name. */
async function isClassic(chosen: Readonly<Record<string, unknown>>): Promise<boolean> {
  const { config } = await checkFirst(chosen);
  const classic = /^(\.\/)?manifests\/job-(oneshot|parallel)\.yaml$/;
  return (
    config.image === undefined &&
    config.lanes.every(({ manifest }) => typeof manifest === "string" && classic.test(manifest))
  );
}

function settingsOf(options: StartOptions): Record<string, unknown> {
  const chosen = {
    ...Object.fromEntries(named.map((key) => [key, options[key]])),
    ...untilOf(options),
    ...options.set,
  };
  const own = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  const example = options.example === undefined ? {} : examples[options.example];
  const given = Object.entries({ ...example, ...own });
  return Object.fromEntries(given.map(([key, value]) => [key.includes(":") ? key : `${projectName}:${key}`, value]));
}

/** A race that runs until it is sure begins with the rounds of its first look. */
function untilOf({ rounds, until }: StartOptions): Record<string, unknown> {
  if (rounds !== "auto" && until === undefined) return {};
  const first = rounds === undefined || rounds === "auto" ? `${LOOKS[0]}` : rounds;
  return { rounds: first, untilPercent: until?.replace(/\s*%$/, "") ?? AUTO_PERCENT };
}

function keyValue(text: string, earlier: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError("Expected KEY=VALUE.");
  return { ...earlier, [key]: value };
}
