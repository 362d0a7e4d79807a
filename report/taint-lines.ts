import type { Results } from "../analysis/results";
import { count, wrap } from "./text";

const SHOWN = 8;

/** Every heat that was left out, with the reason, and the heats that stand out. */
export function taintLines({ heats, lanes }: Results): string[] {
  const tainted = heats.filter((heat) => !heat.valid);
  const named = tainted.slice(0, SHOWN).map((heat) => `${heat.lane}, round ${heat.round}: ${heat.taints.join("; ")}`);
  const rest = tainted.length > SHOWN ? [`and ${tainted.length - SHOWN} more`] : [];
  const far = lanes.flatMap((lane) => lane.outlierRounds.map((round) => `${lane.name}, round ${round}`));
  return [
    ...(tainted.length > 0 ? [`Left out of every statistic: ${count(tainted.length, "heat")}`] : []),
    ...[...named, ...rest].flatMap((line) => wrap(line, undefined, "  ")),
    ...(far.length > 0 ? wrap(`Far from their lane's median, but kept: ${far.join("; ")}.`) : []),
  ];
}
