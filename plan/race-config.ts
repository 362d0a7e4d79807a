import { z } from "zod";
import { bad, type Checked, good, type Mistake, show } from "./mistake";
import { orders } from "./order";

/** The largest numbers that a race may have; what they are multiplied with must stay a Job that Kubernetes accepts. */
const limits = { items: 1_000_000, completions: 100_000, rounds: 999, timeoutSeconds: 604_800 } as const;

const laneForm = "{name, manifest, parallelism?, completions?}";
const laneConfig = z.strictObject(
  {
    name: dnsLabelText(40),
    manifest: text("the path of a Job manifest, from the project's folder"),
    parallelism: wholeNumber(1, limits.completions).exactOptional(),
    completions: wholeNumber(1, limits.completions).exactOptional(),
  },
  { error: (issue) => (issue.code === "invalid_type" ? `a lane ${laneForm}` : undefined) },
);

/** Every key of the `job-race` namespace, as Pulumi stores it: a string, lists as JSON. Defaults as in Pulumi.yaml. */
const raceConfig = z.strictObject({
  items: wholeNumber(1, limits.items).default(10),
  lanes: list(laneConfig, `a list of one or more lanes ${laneForm}`)
    .refine((lanes) => lanes.length > 0, `a list of one or more lanes ${laneForm}`)
    .default([
      { name: "oneshot", manifest: "manifests/job-oneshot.yaml" },
      { name: "parallel", manifest: "manifests/job-parallel.yaml" },
    ]),
  itemsFlag: text("a container argument such as --count", /^-[^\s=]+$/).default("--keygen-num-to-gen"),
  itemsEnv: text("the name of an environment variable", /^[A-Za-z_][A-Za-z0-9_]*$/).exactOptional(),
  container: dnsLabelText(63).exactOptional(),
  image: text("an image reference without spaces", /^\S+$/).exactOptional(),
  imagePullPolicy: choice(["Always", "IfNotPresent", "Never"]).exactOptional(),
  sweep: list(wholeNumber(1, limits.completions), "a list of parallelisms such as [1, 2, 5, 10]").default([]),
  rounds: wholeNumber(1, limits.rounds).default(1),
  order: choice(orders).default("alternate"),
  seed: wholeNumber(0, 4_294_967_295).exactOptional(),
  warmup: choice(["true", "false"])
    .transform((value) => value === "true")
    .default(true),
  itemPattern: pattern().default("Item done"),
  namespace: dnsLabelText(63).exactOptional(),
  timeoutSeconds: wholeNumber(1, limits.timeoutSeconds).default(600),
  run: text("a text of 1 to 253 characters", /^.{1,253}$/s).default("1"),
  restricted: choice(["true", "false"])
    .transform((value) => value === "true")
    .default(false),
  cpuHourPrice: price().exactOptional(),
  memoryGiBHourPrice: price().exactOptional(),
  currency: text("a currency such as USD", /^\p{L}{3}$|^\p{Sc}$/u).default("USD"),
  deadlineSeconds: wholeNumber(1, limits.timeoutSeconds).exactOptional(),
});

export type RaceConfig = z.output<typeof raceConfig>;
export const raceConfigKeys: readonly string[] = Object.keys(raceConfig.shape);

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
    return issue.keys.map((key) => ({ key: `${prefix}${key}`, expected: `one of the keys ${known.join(", ")}` }));
  }
  return [
    {
      key: path.join(""),
      expected: issue.message,
      got: issue.input === undefined ? "nothing" : show(issue.input),
    },
  ];
}

/** A list that Pulumi stores as JSON. */
function list<T extends z.ZodType>(entry: T, expected: string) {
  const json = z.string(expected).transform((value, context): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue({ code: "custom", message: expected, input: value });
      return z.NEVER;
    }
  });
  return json.pipe(z.array(entry, expected));
}

/** Pulumi stores numbers as text; inside a list they may be either. */
function wholeNumber(low: number, high: number) {
  const expected = `a whole number from ${low} to ${high}`;
  return z
    .union([z.string(), z.number()], expected)
    .refine((value) => typeof value === "number" || /^\d{1,15}$/.test(value), { message: expected, abort: true })
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= low && value <= high, expected);
}

function price() {
  const expected = "a price such as 0.04";
  return z
    .string(expected)
    .regex(/^\d{1,9}(\.\d{1,9})?$/, expected)
    .transform(Number);
}

function text(expected: string, form = /\S/) {
  return z.string(expected).regex(form, expected);
}

function dnsLabelText(length: number) {
  const expected = `a name of at most ${length} lower-case letters, digits and dashes`;
  return z
    .string(expected)
    .max(length, { message: expected, abort: true })
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, expected);
}

function choice<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, `one of ${choices.join(", ")}`);
}

function pattern() {
  return z.string("a regular expression").refine((value) => {
    try {
      return new RegExp(value).source !== "";
    } catch {
      return false;
    }
  }, "a regular expression");
}
