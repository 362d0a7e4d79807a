import { z } from "zod";
import { readInstant } from "../../analysis/heat/moment";
import { harmless, isPlain, LEAST_SECONDS, MOST_ITEMS, MOST_PODS, MOST_SECONDS } from "./reasonable";

const text = z.string({ error: "expected a text" }).transform(harmless);
const nameForm = "expected a name of 1 to 253 visible characters";
const name = z
  .string({ error: "expected a text" })
  .refine((value) => /^\S(.{0,251}\S)?$/su.test(value) && isPlain(value), { error: nameForm });
const amount = z.number({ error: "expected a number" }).nonnegative({ error: "expected a number of at least 0" });
const seconds = amount.refine((value) => value <= 0 || (value >= LEAST_SECONDS && value <= MOST_SECONDS), {
  error: "expected 0, or seconds from a millionth to ten years",
});
const moment = z.string({ error: "expected a text" }).refine((value) => readInstant(value) !== undefined, {
  error: "expected an instant such as 2026-01-02T03:04:05.678Z",
});

const kind = z.enum(["split", "queue"], { error: "expected split or queue" });

function whole(least: number, most = Number.MAX_SAFE_INTEGER): z.ZodNumber {
  const error = `expected a whole number of at least ${least}`;
  const tooMany = `expected at most ${most.toLocaleString("en-US")}`;
  return z.int({ error }).min(least, { error }).max(most, { error: tooMany });
}

function list<T extends z.ZodType>(of: T): z.ZodArray<T> {
  return z.array(of, { error: "expected a list" });
}

const pod = z.object(
  {
    name: text,
    uid: text.default(""),
    node: text.exactOptional(),
    index: whole(0).exactOptional(),
    createdAt: moment,
    scheduledAt: moment.exactOptional(),
    pullingAt: moment.exactOptional(),
    pulledAt: moment.exactOptional(),
    containerCreatedAt: moment.exactOptional(),
    containerStartedAt: moment.exactOptional(),
    firstLogAt: moment.exactOptional(),
    lastLogAt: moment.exactOptional(),
    startedAt: moment.exactOptional(),
    finishedAt: moment.exactOptional(),
    itemsAt: list(moment).default([]),
    startsAt: list(moment).exactOptional(),
    exitCode: z.int({ error: "expected a whole number" }).exactOptional(),
    phase: text.default("Succeeded"),
    restarts: whole(0).default(0),
  },
  { error: "expected a pod" },
);

const cluster = z.object(
  {
    kubernetesVersion: text,
    nodes: whole(0).exactOptional(),
    allocatableCpu: amount.exactOptional(),
    allocatableMemoryBytes: amount.exactOptional(),
    allocatable: list(z.object({ cpu: amount, memoryBytes: amount })).exactOptional(),
  },
  { error: "expected the cluster's facts" },
);

const failedTry = z.object(
  {
    uid: text.default(""),
    startedAt: moment.exactOptional(),
    failedAt: moment.exactOptional(),
    durationSeconds: seconds.exactOptional(),
    reason: text,
    message: text.default(""),
  },
  { error: "expected a failed try" },
);

const ledger = z.object(
  {
    enqueued: whole(0),
    done: whole(0),
    distinct: whole(0),
    lost: whole(0),
    duplicates: whole(0),
    doubled: list(text).exactOptional(),
    unreadWorkers: whole(1).exactOptional(),
  },
  { error: "expected a queue's ledger" },
);

const heat = z.object(
  {
    lane: name,
    round: whole(0),
    durationSeconds: seconds,
    run: text.exactOptional(),
    job: text.exactOptional(),
    namespace: text.exactOptional(),
    uid: text.exactOptional(),
    kind: kind.exactOptional(),
    parallelism: whole(1, MOST_PODS).exactOptional(),
    completions: whole(1, MOST_PODS).exactOptional(),
    items: whole(1, MOST_ITEMS).exactOptional(),
    createdAt: moment.exactOptional(),
    startedAt: moment.exactOptional(),
    endedAt: moment.exactOptional(),
    completedAt: moment.exactOptional(),
    observedSeconds: seconds.exactOptional(),
    pods: list(pod).exactOptional(),
    failedTries: list(failedTry).exactOptional(),
    remarks: list(text).exactOptional(),
    queuedSeconds: amount.exactOptional(),
    fitAtOnce: whole(1).exactOptional(),
    disturbances: list(text).exactOptional(),
    requests: z.object({ cpu: amount.exactOptional(), memoryBytes: amount.exactOptional() }).exactOptional(),
    cluster: cluster.exactOptional(),
    ledger: ledger.exactOptional(),
  },
  { error: "expected a heat" },
);

const lane = z.object({
  name,
  kind: kind.exactOptional(),
  parallelism: whole(1, MOST_PODS).exactOptional(),
  completions: whole(1, MOST_PODS).exactOptional(),
  items: whole(1, MOST_ITEMS).exactOptional(),
});

const settings = z.object({
  items: whole(1, MOST_ITEMS).exactOptional(),
  lanes: list(lane.omit({ items: true })).exactOptional(),
  sweep: list(whole(1)).exactOptional(),
  rounds: whole(1).exactOptional(),
  untilPercent: amount.exactOptional(),
  order: text.exactOptional(),
  seed: whole(0).exactOptional(),
  warmup: z.boolean({ error: "expected true or false" }).exactOptional(),
  run: text.exactOptional(),
  image: text.exactOptional(),
  itemPattern: text.exactOptional(),
  timeoutSeconds: seconds.exactOptional(),
  cpuHourPrice: amount.exactOptional(),
  memoryGiBHourPrice: amount.exactOptional(),
  currency: text.exactOptional(),
  deadlineSeconds: seconds.exactOptional(),
  failIf: text.exactOptional(),
});

/** What is read of a results file. Everything that can be computed again is left aside. */
export const resultsFile = z.object(
  {
    heats: z.array(heat, { error: "expected a list of heats, each with lane, round and durationSeconds" }),
    lanes: list(lane).exactOptional(),
    settings: settings.exactOptional(),
    cluster: cluster.exactOptional(),
  },
  { error: "expected an object with a list of heats" },
);
