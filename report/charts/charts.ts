import type { ChartOf } from "./chart";
import { costChart } from "./cost";
import { durationsChart } from "./durations";
import { phasesChart } from "./phases";
import { speedupChart } from "./speedup-curve";
import { timelineChart } from "./timeline";

/** Every picture, by its `id`, in the order of the report. */
export const charts: Readonly<Record<string, { readonly description: string; readonly of: ChartOf }>> = {
  durations: { description: "every heat's time, with medians and intervals", of: durationsChart },
  timeline: { description: "every pod on its slot, of one heat of each lane", of: timelineChart },
  speedup: { description: "speedup over parallelism, with the fitted laws", of: speedupChart },
  phases: { description: "where the time went, stacked", of: phasesChart },
  cost: { description: "cost against time, with the Pareto front", of: costChart },
};
