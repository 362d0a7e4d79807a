import { raceConfigKeys } from "../../../plan/race-config";
import { own } from "./harness";

const name = "a name of at most 40 lower-case letters, digits and dashes";
const duration = "a number of seconds from 1 to 604800, or a duration such as 5m or 1h30m";
const laneForm = "{name, manifest, parallelism?, completions?, queue?, fill?}";

/** What is set, and all that is said about it. */
export const refused: readonly (readonly [string, Record<string, string>, ...string[]])[] = [
  ["an unknown key", { pods: "3" }, `pods: expected one of the keys ${raceConfigKeys.join(", ")}`],
  ["a key with two letters swapped", { itmes: "3" }, "itmes: expected a key that exists: did you mean items?"],
  ["a key without its ending", { timeout: "3" }, "timeout: expected a key that exists: did you mean timeoutSeconds?"],
  ["a key in the singular", { round: "3" }, "round: expected a key that exists: did you mean rounds?"],
  ["a key in capitals", { Items: "3" }, "Items: expected a key that exists: did you mean items?"],
  ["an unknown key with dots", { "a.b": "3" }, `a.b: expected one of the keys ${raceConfigKeys.join(", ")}`],
  ["a wrong type", { items: "ten" }, 'items: expected a whole number from 1 to 1000000, got "ten"'],
  ["zero", { items: "0" }, "items: expected a whole number from 1 to 1000000, got 0"],
  ["a negative number", { rounds: "-1" }, 'rounds: expected a whole number from 1 to 999, got "-1"'],
  ["a fraction", { items: "1.5" }, 'items: expected a whole number from 1 to 1000000, got "1.5"'],
  ["a number in words", { rounds: "five" }, 'rounds: expected a whole number from 1 to 999, got "five"'],
  ["no duration", { timeoutSeconds: "soon" }, `timeoutSeconds: expected ${duration}, got "soon"`],
  ["a duration of nothing", { deadlineSeconds: "0m" }, `deadlineSeconds: expected ${duration}, got "0m"`],
  [
    "no expression",
    { failIf: "speedup.low <" },
    'failIf: expected an expression such as speedup.low < 1.2, got "speedup.low <"',
  ],
  ["too many rounds", { rounds: "1000" }, "rounds: expected a whole number from 1 to 999, got 1000"],
  ["an unknown order", { order: "random" }, 'order: expected one of fixed, alternate, shuffle, got "random"'],
  ["no boolean", { warmup: "maybe" }, 'warmup: expected true or false, got "maybe"'],
  [
    "no regular expression",
    { itemPattern: "Item (" },
    "itemPattern: expected a regular expression of JavaScript " +
      '(unterminated group: a bracket that is meant as such is written \\(), got "Item ("',
  ],
  [
    "a regular expression of another language",
    { itemPattern: "(?i)ITEM DONE" },
    'itemPattern: expected a regular expression of JavaScript (it has no (?i): write (?i:ITEM DONE)), got "(?i)ITEM DONE"',
  ],
  ["no price", { cpuHourPrice: "$1" }, 'cpuHourPrice: expected a price such as 0.04, got "$1"'],
  ["no currency", { currency: "US" }, 'currency: expected a currency such as USD, got "US"'],
  ["no image", { image: "a b" }, 'image: expected an image reference without spaces, got "a b"'],
  ["no pull policy", { imagePullPolicy: "x" }, 'imagePullPolicy: expected one of Always, IfNotPresent, Never, got "x"'],
  [
    "no namespace",
    { namespace: "A" },
    'namespace: expected a name of at most 63 lower-case letters, digits and dashes, got "A"',
  ],
  [
    "no namespace of the provider's",
    { "kubernetes:namespace": "A" },
    'kubernetes:namespace: expected a name of at most 63 lower-case letters, digits and dashes, got "A"',
  ],
  ["no flag", { itemsFlag: "count" }, 'itemsFlag: expected a container argument such as --count, got "count"'],
  ["no variable", { itemsEnv: "A-B" }, 'itemsEnv: expected the name of an environment variable, got "A-B"'],
  ["no lanes", { lanes: "[]" }, `lanes: expected a list of one or more lanes ${laneForm}, got []`],
  ["lanes that are no list", { lanes: "oneshot" }, `lanes[0]: expected a lane ${laneForm}, got "oneshot"`],
  ["a lane that is no lane", { lanes: "[1]" }, `lanes[0]: expected a lane ${laneForm}, got 1`],
  ["a lane without a name", { lanes: '[{"manifest":"own.yaml"}]' }, `lanes[0].name: expected ${name}, got nothing`],
  [
    "a lane's name that is no DNS label",
    { lanes: '[{"name":"A_b","manifest":"own.yaml"}]' },
    `lanes[0].name: expected ${name}, got "A_b"`,
  ],
  [
    "a lane's name that is too long",
    { lanes: `[{"name":"${"a".repeat(41)}","manifest":"own.yaml"}]` },
    `lanes[0].name: expected ${name}, got "${"a".repeat(41)}"`,
  ],
  [
    "a lane's unknown key",
    { lanes: own("own.yaml", ',"pods":1') },
    "lanes[0].pods: expected one of the keys name, manifest, parallelism, completions, queue, fill",
  ],
  [
    "a lane's zero",
    { lanes: own("own.yaml", ',"parallelism":0') },
    "lanes[0].parallelism: expected a whole number from 1 to 100000, got 0",
  ],
  [
    "two lanes of one name",
    { lanes: own("own.yaml").replace("]", "," + own("own.yaml").slice(1)), itemsFlag: "--count" },
    'lanes[1].name: expected a name that no other lane has, got "own"',
  ],
  [
    "a manifest that is not there",
    { lanes: own("nope.yaml") },
    'lanes[0].manifest: expected a readable file, got "nope.yaml" (no such file)',
  ],
  [
    "a manifest that is not YAML",
    { lanes: own("broken.yaml") },
    'lanes[0].manifest: expected YAML in "broken.yaml", got an error: unexpected end of the stream within a flow collection (1:9)',
  ],
  [
    "a manifest with two Jobs",
    { lanes: own("two.yaml") },
    'lanes[0].manifest: expected one Job in "two.yaml", got 2 Jobs (own, own)',
  ],
  [
    "an empty manifest",
    { lanes: own("empty.yaml") },
    'lanes[0].manifest: expected one Job in "empty.yaml", got an empty file',
  ],
  [
    "a manifest of no Job",
    { lanes: own("pod.yaml") },
    'lanes[0].manifest: expected a Job (apiVersion batch/v1, kind Job) in "pod.yaml", got apiVersion "v1", kind "Pod"',
  ],
  [
    "no such flag",
    { lanes: own("own.yaml"), items: "20" },
    'itemsFlag: expected a flag of container "main" of "own.yaml", got "--keygen-num-to-gen", which is not there',
  ],
  [
    "a flag that is there twice",
    { lanes: own("twice.yaml"), itemsFlag: "--count" },
    'itemsFlag: expected "--count" once in container "main" of "twice.yaml", got it 2 times',
  ],
  [
    "a pattern for the items without a group",
    { itemsAt: "--count 12" },
    'itemsAt: expected a regular expression of JavaScript (it needs 1 group, such as (\\d+), and has 0), got "--count 12"',
  ],
  [
    "a pattern for the items that does not match",
    { lanes: own("own.yaml"), itemsAt: "--items=(\\d+)" },
    'itemsAt: expected one match in the command line of container "main" of "own.yaml" ("--count=12"), got 0 of "--items=(\\\\d+)"',
  ],
  [
    "a pattern for the items that matches twice",
    { lanes: own("twice.yaml"), itemsAt: "--count=(\\d+)" },
    'itemsAt: expected one match in the command line of container "main" of "twice.yaml" ("--count=1 --count=2"), got 2 of "--count=(\\\\d+)"',
  ],
  [
    "a pattern for the items whose group holds no number",
    { lanes: own("own.yaml"), itemsAt: "--(count)" },
    'itemsAt: expected a number in its group, in the command line of container "main" of "own.yaml" ("--count=12"), got "count"',
  ],
  [
    "pods of fixed items in lanes of unequal completions",
    { lanes: own("own.yaml").replace("]", ',{"name":"b","manifest":"odd.yaml"}]'), itemsPerPod: "1" },
    'lanes[1].completions: expected the 1 completions of lane "own", as every pod makes itemsPerPod items, got 3',
  ],
  [
    "a parallelism beyond the pods",
    { parallelism: "20" },
    'parallelism: expected at most the completions of lane "parallel" (10), as more pods never run, got 20',
  ],
  [
    "several containers",
    { lanes: own("pair.yaml"), itemsFlag: "--count" },
    'container: expected one of the containers of "pair.yaml" (main, side), got nothing',
  ],
  [
    "no such container",
    { lanes: own("pair.yaml"), itemsFlag: "--count", container: "x" },
    'container: expected a container of "pair.yaml" (main, side), got "x"',
  ],
  [
    "no such variable",
    { lanes: own("own.yaml"), itemsEnv: "ITEMS" },
    'itemsEnv: expected a variable of container "main" of "own.yaml", got "ITEMS", which is not there',
  ],
  [
    "a variable from elsewhere",
    { lanes: own("from.yaml"), itemsEnv: "ITEMS" },
    'itemsEnv: expected a plain value for "ITEMS" in container "main" of "from.yaml", got valueFrom',
  ],
  [
    "items that the lane can't divide",
    { lanes: own("odd.yaml"), itemsFlag: "--count" },
    'items: expected a multiple of the completions of lane "own" (3), got 10',
  ],
  [
    "a lane's completions that don't divide the items",
    { lanes: own("own.yaml", ',"completions":4'), itemsFlag: "--count" },
    'items: expected a multiple of the completions of lane "own" (4), got 10',
  ],
  [
    "more parallelism than pods",
    { lanes: own("wide.yaml"), itemsFlag: "--count" },
    'lanes[0].parallelism: expected at most the completions of lane "own" (2), as more pods never run, got 4',
  ],
  [
    "a work queue",
    { lanes: own("queue.yaml"), itemsFlag: "--count" },
    'lanes[0].completions: expected a number, here or as spec.completions in "queue.yaml", because it has spec.parallelism; or queue or fill in the lane, if its pods take items from a queue, got nothing',
  ],
  ["a sweep that is no list", { sweep: "[5" }, 'sweep: expected a list of parallelisms such as 1,2,5,10, got "[5"'],
  ["a sweep in words", { sweep: "1,two" }, 'sweep[1]: expected a whole number from 1 to 100000, got "two"'],
  ["a sweep of zero", { sweep: "[0]" }, "sweep[0]: expected a whole number from 1 to 100000, got 0"],
  [
    "a sweep beyond the pods",
    { sweep: "[5,20]" },
    'sweep[1]: expected at most the completions of lane "parallel-p20" (10), as more pods never run, got 20',
  ],
  ["a sweep with one twice", { sweep: "[5,5]" }, "sweep[1]: expected each parallelism once, got 5 again"],
  [
    "a sweep that makes a lane again",
    {
      sweep: "[5]",
      lanes: own("own.yaml").replace("]", ',{"name":"b","manifest":"own.yaml"},{"name":"b-p5","manifest":"own.yaml"}]'),
      itemsFlag: "--count",
    },
    'sweep[0]: expected no lane that is named "b-p5" already, got 5',
    'sweep[0]: expected at most the completions of lane "b-p5" (1), as more pods never run, got 5',
  ],
];
