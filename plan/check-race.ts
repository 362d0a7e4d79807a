import { bad, type Checked, good, type Mistake } from "./mistake";
import { planRace, type RacePlan } from "./race-plan";
import { parseRaceConfig, type RaceConfig } from "./race-config";
import { without } from "./without";

export interface CheckedRace {
  readonly config: RaceConfig;
  readonly plan: RacePlan;
}

/**
 * Config and plan from the raw values of the settings, or all that is wrong with either. So that one wrong value does
 * not hide what is wrong with the manifests, the plan is then tried without it; of what that finds, only the part counts
 * that does not follow from the missing value.
 */
export function checkRace(
  raw: Readonly<Record<string, string>>,
  stack: string,
  read: (path: string) => string,
): Checked<CheckedRace> {
  const config = parseRaceConfig(raw);
  if (config.ok) {
    const plan = planRace(config.value, stack, read);
    if (!plan.ok) return plan;
    // Where the manifests stay as they stand, the items follow from them.
    const items = plan.value.lanes[0]?.items ?? config.value.items;
    return good({ config: { ...config.value, items }, plan: plan.value });
  }
  const wrong = new Set(config.mistakes.map(({ key }) => rootOf(key)));
  const rest = parseRaceConfig(without(raw, [...wrong]));
  const plan = rest.ok ? planRace(rest.value, stack, read) : undefined;
  const further =
    plan === undefined || plan.ok
      ? []
      : plan.mistakes.filter((mistake) => reasons(mistake).every((key) => !wrong.has(key)));
  return bad(...config.mistakes, ...further);
}

/** The settings that a mistake of the plan may follow from. */
function reasons({ key }: Mistake): string[] {
  const ofLanesAlone = /^lanes\[\d+\]\.(name|manifest)$/.test(key);
  return ofLanesAlone
    ? ["lanes"]
    : ["items", "lanes", "itemsFlag", "itemsEnv", "itemsAt", "itemsPerPod", "container", "sweep", "parallelism"];
}

/** The key as it is set: `lanes` of `lanes[0].name`. */
export function rootOf(key: string): string {
  return key.replace(/[[.].*$/s, "");
}
