import { z } from "zod";
import { bad, type Checked, good, type Mistake, show } from "./mistake";
import { orders } from "./order";
import { choice, dnsLabelText, list, price, seconds, text, wholeNumber, yesOrNo } from "./settings/forms";
import { expression } from "./settings/expression";
import { nearest } from "./settings/nearest";
import { pattern } from "./settings/pattern";
import { aboutOf, setting } from "./settings/setting";

/** The largest numbers that a race may have; what they are multiplied with must stay a Job that Kubernetes accepts. */
const limits = { items: 1_000_000, completions: 100_000, rounds: 999, timeoutSeconds: 604_800 } as const;

/** The items of the classic race and the flag of its own image: defaults, which no other manifest need have. */
export const classic = { items: 10, itemsFlag: "--keygen-num-to-gen" } as const;

const laneForm = "{name, manifest, parallelism?, completions?, queue?, fill?}";
const laneConfig = z.strictObject(
  {
    name: dnsLabelText(40),
    // An object is the Job itself: from another program, or written out in the stack's settings.
    manifest: z.union(
      [text("the path of a Job manifest, from the project's folder"), z.looseObject({})],
      "the path of a Job manifest, from the project's folder, or the Job itself",
    ),
    parallelism: wholeNumber(1, limits.completions).exactOptional(),
    completions: wholeNumber(1, limits.completions).exactOptional(),
    queue: text("the path of the queue's Pod manifest, from the project's folder").exactOptional(),
    fill: text("the path of the manifest of the Job that fills the queue, from the project's folder").exactOptional(),
  },
  { error: (issue) => (issue.code === "invalid_type" ? `a lane ${laneForm}` : undefined) },
);

/**
 * Every key of the `job-race` namespace, as Pulumi stores it: a text, lists as JSON. A new setting is one entry here;
 * `npm run settings` then writes it into Pulumi.yaml and the README, in this order.
 */
export const raceConfig = z.strictObject({
  items: setting(wholeNumber(1, limits.items).default(classic.items), {
    meaning: "items that every lane makes in all, whatever its split; a multiple of each lane's completions",
    example: "40",
  }),
  lanes: setting(
    list(laneConfig, `a list of one or more lanes ${laneForm}`)
      .refine((lanes) => lanes.length > 0, `a list of one or more lanes ${laneForm}`)
      .default([
        { name: "oneshot", manifest: "manifests/job-oneshot.yaml" },
        { name: "parallel", manifest: "manifests/job-parallel.yaml" },
      ]),
    {
      meaning:
        "list of `{name, manifest, parallelism?, completions?, queue?, fill?}`, the serial one first; missing numbers come from " +
        "the manifest; with `queue` (a Pod) or `fill` (a Job) its pods take their items from a queue",
      example: "'[{name: one, manifest: job.yaml, completions: 1, parallelism: 1}]'",
    },
  ),
  itemsFlag: setting(text("a container argument such as --count", /^-[^\s=]+$/).default(classic.itemsFlag), {
    meaning: "the container argument that says how many items one pod makes (`--flag=N` or `--flag N`)",
    example: "--count",
  }),
  itemsEnv: setting(text("the name of an environment variable", /^[A-Za-z_][A-Za-z0-9_]*$/).exactOptional(), {
    meaning: "instead of the flag, the container's environment variable that says how many items one pod makes",
    example: "COUNT",
  }),
  itemsAt: setting(pattern({ groups: 1 }).exactOptional(), {
    meaning:
      "instead of the flag, a regular expression with one group that finds the number in the container's command line " +
      "(`command` and `args` with spaces between), such as `--count (\\d+)`; it must match exactly once",
    example: "'report.sh (\\d+)'",
  }),
  itemsPerPod: setting(wholeNumber(1, limits.items).exactOptional(), {
    meaning:
      "instead of the flag: each pod makes this many items, as the manifest stands; every lane then needs the same " +
      "completions, and `items` follows from them",
    unset: "1 without a flag",
    example: "1",
  }),
  container: setting(dnsLabelText(63).exactOptional(), {
    meaning: "the container that makes the items; needed only where a manifest has several",
    unset: "the only one",
    example: "main",
  }),
  image: setting(text("an image reference without spaces", /^\S+$/).exactOptional(), {
    meaning: "replaces the image of that container in every manifest",
    unset: "the manifest's",
    example: "busybox:1.37",
  }),
  imagePullPolicy: setting(choice(["Always", "IfNotPresent", "Never"]).exactOptional(), {
    meaning: "replaces the pull policy of that container: `Always`, `IfNotPresent` or `Never`",
    unset: "the manifest's",
    example: "IfNotPresent",
  }),
  sweep: setting(list(wholeNumber(1, limits.completions), "a list of parallelisms such as 1,2,5,10").default([]), {
    meaning: "list of parallelisms: one more lane of the parallel manifest for each, named `parallel-pN`",
    example: "1,2,5,10",
  }),
  parallelism: setting(wholeNumber(1, limits.completions).exactOptional(), {
    meaning: "parallelism of the parallel lane, which is the second one or the only one",
    unset: "the lane's",
    example: "8",
  }),
  rounds: setting(wholeNumber(1, limits.rounds).default(1), {
    meaning: "how often every lane runs; one round is an anecdote, five give an interval",
    example: "5",
  }),
  untilPercent: setting(wholeNumber(1, 100).exactOptional(), {
    meaning:
      "looks at the race after 3, 5, 8, 12, 20 rounds: enough once the speedup is known to so many percent, or not 1",
    example: "10",
  }),
  order: setting(choice(orders).default("alternate"), {
    meaning: "order of the lanes in each round: `fixed`, `alternate` (backwards every other round) or `shuffle`",
    example: "shuffle",
  }),
  seed: setting(wholeNumber(0, 4_294_967_295).exactOptional(), {
    meaning: "whole number that decides a shuffled order",
    unset: "follows `run`",
    example: "7",
  }),
  warmup: setting(yesOrNo().default(true), {
    meaning: "run a small unrecorded heat first, which pulls the image; without it, the first heat pays for the pull",
    example: "false",
  }),
  itemPattern: setting(pattern().default("Item done"), {
    meaning: "regular expression of the log line that marks a finished item",
    example: "'processed record'",
  }),
  namespace: setting(dnsLabelText(63).exactOptional(), {
    meaning: "an existing namespace to race in, which is then neither created nor deleted",
    unset: "made by the stack",
    example: "batch",
  }),
  timeoutSeconds: setting(seconds(limits.timeoutSeconds).default(600), {
    meaning: "deadline of one heat, in seconds or as `5m`, `1h30m`",
    example: "15m",
  }),
  run: setting(text("a text of 1 to 253 characters", /^.{1,253}$/s).default("1"), {
    meaning: "change it, and the next update races again",
    example: "2",
  }),
  restricted: setting(yesOrNo().default(false), {
    meaning: 'add the security context that the Pod Security standard "restricted" asks for',
    example: "true",
  }),
  cpuHourPrice: setting(price().exactOptional(), {
    meaning: "price of one CPU for one hour, for the cost of each lane",
    example: "0.04",
  }),
  memoryGiBHourPrice: setting(price().exactOptional(), {
    meaning: "price of one GiB of memory for one hour",
    example: "0.005",
  }),
  currency: setting(text("a currency such as USD", /^\p{L}{3}$|^\p{Sc}$/u).default("USD"), {
    meaning: "currency of the prices",
    example: "EUR",
  }),
  deadlineSeconds: setting(seconds(limits.timeoutSeconds).exactOptional(), {
    meaning:
      "time within which the next heat of the recommended lane will end, 95 % sure: the cheapest that does; or as `5m`",
    example: "2m",
  }),
  failIf: setting(expression().exactOptional(), {
    meaning:
      "expression over the results, such as `speedup.low < 1.2`: where it is true, `pulumi up` fails once all is recorded, and " +
      "`npm start` and `npm run report` end with exit code 2",
    example: "'speedup.low < 1.2'",
  }),
});

export type RaceConfig = z.output<typeof raceConfig>;
export const raceConfigKeys: readonly string[] = Object.keys(raceConfig.shape);

/** A value of the setting as a person types it; absent for a key that is none. */
export function exampleOf(key: string): string | undefined {
  const form = Object.entries(raceConfig.shape).find(([name]) => name === key)?.[1];
  return form && aboutOf(form).example;
}

/**
 * The settings from the raw values of the `job-race` namespace. An empty value counts as not set, because Pulumi.yaml
 * has no other way to say that an optional key has no default.
 */
export function parseRaceConfig(raw: Readonly<Record<string, string>>): Checked<RaceConfig> {
  const set = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ""));
  const parsed = raceConfig.safeParse(set, { reportInput: true });
  return parsed.success ? good(parsed.data) : bad(...parsed.error.issues.flatMap(mistakes));
}

function mistakes(issue: z.core.$ZodIssue): Mistake[] {
  const path = issue.path.map((part, index) =>
    typeof part === "number" ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
  );
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? raceConfigKeys : Object.keys(laneConfig.shape);
    const prefix = path.length === 0 ? "" : `${path.join("")}.`;
    return issue.keys.map((key) => unknownKey(`${prefix}${key}`, nearest(key, known), known));
  }
  return [
    {
      key: path.join(""),
      expected: issue.message,
      got: issue.input === undefined ? "nothing" : show(issue.input),
    },
  ];
}

function unknownKey(key: string, meant: string | undefined, known: readonly string[]): Mistake {
  if (meant === undefined) return { key, expected: `one of the keys ${known.join(", ")}` };
  return { key, expected: `a key that exists: did you mean ${meant}?`, meant };
}
