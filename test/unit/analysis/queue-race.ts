import { analyse } from "../../../analysis/analyse";
import type { RecordedHeat, Results } from "../../../analysis/results/results";
import type { Ledger, PodTiming } from "../../../observe/heat-timing";
import { instant } from "../../fixtures/results/simulated-heat";

const EPOCH = 1_767_323_045;
const START_SECONDS = 0.5;
/** What a heat takes after its last item. */
const NOTICE_SECONDS = 2.5;

export interface WorkedHeat {
  readonly lane: string;
  readonly kind?: "split" | "queue";
  readonly round: number;
  /** What each worker's items take, one after the other. */
  readonly laps: readonly (readonly number[])[];
  /** Between an item and the worker's next one. */
  readonly takeSeconds?: number;
  readonly ledger?: Partial<Ledger>;
  readonly disturbances?: readonly string[];
  /** Whether its log marks its items. @default true */
  readonly isMarked?: boolean;
}

/** A heat whose workers all start at once. */
function workedHeat({
  lane,
  kind = "split",
  round,
  laps,
  takeSeconds = 0,
  ledger,
  disturbances,
  isMarked = true,
}: WorkedHeat): RecordedHeat {
  const from = EPOCH + 1_000 * round;
  const at = (seconds: number) => instant(from + seconds, 9);
  const items = laps.flat().length;
  const ends = laps.map((own) => own.map((_, item) => START_SECONDS + own.slice(0, item + 1).reduce((a, b) => a + b + takeSeconds, 0))); // prettier-ignore
  const last = Math.max(...ends.flat());
  const pods = ends.map((own, worker): PodTiming => ({
    name: `${lane}-${round}-${worker}`,
    uid: "",
    index: worker,
    createdAt: at(0),
    containerStartedAt: at(START_SECONDS),
    firstLogAt: at(START_SECONDS),
    lastLogAt: at(own.at(-1) ?? START_SECONDS),
    itemsAt: isMarked ? own.map(at) : [],
    startsAt: (isMarked ? own : []).map((end, item) => at(end - (laps[worker]?.[item] ?? 0))),
    phase: "Succeeded",
    restarts: 0,
  }));
  return {
    lane,
    kind,
    round,
    items,
    parallelism: laps.length,
    ...(kind === "split" && { completions: laps.length }),
    endedAt: at(last + NOTICE_SECONDS),
    completedAt: at(last + NOTICE_SECONDS),
    durationSeconds: Math.round(last + NOTICE_SECONDS),
    pods,
    disturbances: disturbances ?? [],
    ...(kind === "queue" && {
      ledger: { enqueued: items, done: items, distinct: items, lost: 0, duplicates: 0, ...ledger },
    }),
  };
}

export function queueRace(heats: readonly WorkedHeat[], cpus = 64): Results {
  return analyse({ heats: heats.map(workedHeat), cluster: { kubernetesVersion: "v1.34.4", allocatableCpu: cpus } });
}

/** Rounds of both lanes; each lap is a little longer in each further round, so that there is a spread. */
export function rounds(
  count: number,
  lanes: { readonly shards: WorkedHeat["laps"]; readonly consumers: WorkedHeat["laps"]; readonly takeSeconds?: number },
): WorkedHeat[] {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((round): WorkedHeat[] => {
    const longer = (laps: WorkedHeat["laps"], by: number) =>
      laps.map((own) => own.map((lap) => lap * (1 + by * round)));
    const take = lanes.takeSeconds ?? 0;
    return [
      { lane: "shards", round, laps: longer(lanes.shards, 0.01) },
      { lane: "consumers", kind: "queue", round, laps: longer(lanes.consumers, 0.012), takeSeconds: take },
    ];
  });
}
