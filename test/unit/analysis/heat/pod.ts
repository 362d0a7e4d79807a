import type { PodTiming } from "../../../../observe/heat-timing";
import { instant } from "../../../fixtures/results/simulated-heat";

/** A pod from moments in seconds since 1970, each with the digits of its source. */
export function pod(
  name: string,
  moments: Partial<Record<MomentName, number>>,
  rest: Partial<PodTiming> = {},
): PodTiming {
  const { created = 100, ...others } = moments;
  const digits = { startedAt: 0, finishedAt: 0, scheduledAt: 6 };
  const known = Object.entries(others).map(([key, seconds]) => {
    const at = `${key}At`;
    return [at, instant(seconds, at in digits ? digits[at as keyof typeof digits] : 9)];
  });
  return {
    name,
    uid: `uid-${name}`,
    createdAt: instant(created, 9),
    itemsAt: [],
    phase: "Succeeded",
    restarts: 0,
    ...(Object.fromEntries(known) as Partial<PodTiming>),
    ...rest,
  };
}

type MomentName =
  | "created"
  | "scheduled"
  | "pulling"
  | "pulled"
  | "containerCreated"
  | "containerStarted"
  | "firstLog"
  | "lastLog"
  | "started"
  | "finished";
