import { mean } from "simple-statistics";
import { creationRateOf } from "../lane/creation-rate";
import type { RaceFacts } from "../results/race-facts";
import { plain } from "./numbers";

/**
 * Of each lane that asks for more pods at once than the Job controller made in time: that more of them will not help. One
 * sentence a lane; nothing unless each of its valid heats shows it.
 */
export function creationWords({ lanes, heats }: Pick<RaceFacts, "lanes" | "heats">): string[] {
  return lanes.flatMap((lane) => {
    const valid = heats.filter((heat) => heat.valid && heat.lane === lane.name);
    const rates = valid.flatMap((heat) => creationRateOf(lane, heat) ?? []);
    const [first] = rates;
    if (first === undefined || rates.length < valid.length) return [];
    const reached = Math.round(mean(rates.map((rate) => rate.reached)));
    const perSecond = plain(mean(rates.map((rate) => rate.perSecond)));
    return [
      `${lane.name} asks for ${first.wanted} pods at once, but there were never more than ${reached}: ` +
        `Kubernetes' Job controller made ${perSecond} a second (it may send 20 requests a second, unless its ` +
        "`--kube-api-qps` says otherwise), and the first ones had ended before the last ones were made. " +
        "More parallelism will not help there, whatever the CPUs; more items a pod will.",
    ];
  });
}
