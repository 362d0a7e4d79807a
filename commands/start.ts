import { Command, InvalidArgumentError, Option } from "commander";
import { banner } from "../report/formats/banner";
import { contextFolder, placesOf } from "../sandbox/places";
import { workloadImage } from "../sandbox/cluster/images";
import { whileRunning } from "../sandbox/cluster/running";
import { ownSettings } from "../sandbox/pulumi/workspace";
import { checkRequirements, pulumiSteps, sandboxSteps, type Prepared } from "./run/prepare";
import { raceOn } from "./run/race-on";
import { exclusively, main } from "./run/session";
import { runSteps } from "./run/steps";

interface StartOptions {
  readonly context?: string;
  readonly items?: number;
  readonly rounds?: number;
  readonly sweep?: number[];
  readonly order?: string;
  readonly set: Readonly<Record<string, string>>;
}

const program = new Command("npm start --")
  .description(
    "Races a Kubernetes Job against itself, in a sandbox of its own or on a cluster of yours, and prints the results.",
  )
  .option("--rounds <number>", "run every lane this often", wholeNumber)
  .option("--items <number>", "items that each lane makes", wholeNumber)
  .option("--sweep <list>", "also race the parallel lane at these parallelisms, such as 1,2,5,10", wholeNumbers)
  .addOption(new Option("--order <order>", "order of the lanes in a round").choices(["fixed", "alternate", "shuffle"]))
  .option("--set <key=value>", "any setting of the README's table; may be repeated", keyValue, {})
  .option("--context <name>", "race on this context of your kubeconfig; no sandbox is started")
  .addHelpText(
    "after",
    "\nEvery start is a new race; one that was cut short goes on. `npm stop` removes all of it again.",
  )
  .parse();

void main(async () => {
  const options = program.opts<StartOptions>();
  const settings = settingsOf(options);
  if (options.context === undefined) await raceInSandbox(settings);
  else await raceOnContext(options.context, settings);
});

async function raceInSandbox(settings: Record<string, unknown>): Promise<void> {
  const places = placesOf("default");
  await exclusively(places.root, async () => {
    const prepared: Prepared = { tools: {} };
    await checkRequirements(true);
    await runSteps([...(await sandboxSteps(places, prepared)), ...(await pulumiSteps(prepared))]);
    const tools = {
      pulumi: prepared.pulumi ?? "",
      kubectl: prepared.tools["kubernetes"] ?? "",
      kubeconfig: places.kubeconfig,
    };
    const forced = async (chosen: Readonly<Record<string, unknown>>) => ({
      ...(isClassic({ ...(await ownSettings()), ...chosen }) ? sandboxImage : {}),
      "kubernetes:context": undefined,
      "kubernetes:kubeconfig": undefined,
    });
    const results = await whileRunning(places, (gone) =>
      raceOn({ folder: places.pulumi, tools, forced, gone }, settings),
    );
    console.log(banner(results, process.stdout.isTTY ? process.stdout.columns : undefined));
  });
}

async function raceOnContext(context: string, settings: Record<string, unknown>): Promise<void> {
  const folder = contextFolder(context);
  await exclusively(folder, async () => {
    const prepared: Prepared = { tools: {} };
    await checkRequirements(false);
    await runSteps(await pulumiSteps(prepared));
    const forced = () => Promise.resolve({ "kubernetes:context": context });
    const results = await raceOn({ folder, tools: { pulumi: prepared.pulumi ?? "" }, forced }, settings);
    console.log(banner(results, process.stdout.isTTY ? process.stdout.columns : undefined));
  });
}

/** Its image stands in for the classic one, which the sandbox's node could not pull everywhere. */
const sandboxImage = { "job-race:image": workloadImage, "job-race:imagePullPolicy": "IfNotPresent" };

/** Whether the settings race the manifests of this project, with the image that they name. */
function isClassic(settings: Readonly<Record<string, unknown>>): boolean {
  const lanes = settings["job-race:lanes"];
  const classic = /^(\.\/)?manifests\/job-(oneshot|parallel)\.yaml$/;
  const ofLane = (lane: unknown) =>
    typeof lane === "object" && lane !== null && "manifest" in lane && classic.test(String(lane.manifest));
  return (
    settings["job-race:image"] === undefined && (lanes === undefined || (Array.isArray(lanes) && lanes.every(ofLane)))
  );
}

function settingsOf(options: StartOptions): Record<string, unknown> {
  const { items, rounds, sweep, order } = options;
  const named = Object.entries({ items, rounds, sweep, order }).filter(([, value]) => value !== undefined);
  const all = [...named, ...Object.entries(options.set)];
  return Object.fromEntries(all.map(([key, value]) => [key.includes(":") ? key : `job-race:${key}`, value]));
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return Number(text);
}

function wholeNumbers(text: string): number[] {
  return text.split(",").map((part) => wholeNumber(part.trim()));
}

function keyValue(text: string, earlier: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError("Expected KEY=VALUE.");
  return { ...earlier, [key]: /^[[{]/.test(value) ? listOrObject(key, value) : value };
}

/** Lists and objects are written as JSON. */
function listOrObject(key: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new InvalidArgumentError(`Expected JSON for ${key}, got ${value}: ${(error as Error).message}.`);
  }
}
