import type { LaneRequest } from "./lane-request";
import { bad, type Checked, good, show } from "./mistake";
import { classic, type RaceConfig } from "./race-config";

/**
 * The requests of a race whose manifests stay as they stand, because no argument says how many items a pod makes: lanes
 * with the same completions make the same items all the same. So it is where `itemsPerPod` is set, and where nobody set
 * another flag than the classic one, nor other items, and no manifest has that flag.
 */
export function asTheyStand(requests: readonly LaneRequest[], config: RaceConfig): Checked<readonly LaneRequest[]> {
  const itemsPerPod = config.itemsPerPod ?? (hasNoWay(requests, config) ? 1 : undefined);
  if (itemsPerPod === undefined) return good(requests);
  const [first, ...rest] = requests;
  const other = rest.find((request) => completionsOf(request) !== completionsOf(first));
  if (first === undefined || other === undefined) return good(requests.map((request) => ({ ...request, itemsPerPod })));
  // Without a way to set the items there is none to make them equal; the flag's own mistake says so.
  if (config.itemsPerPod === undefined) return good(requests);
  const expected = `the ${String(completionsOf(first))} completions of lane ${show(first.name)}, as every pod makes itemsPerPod items`;
  return bad({ key: other.completions.key, expected, got: String(completionsOf(other)) });
}

/** What a user should know about a race of manifests as they stand, who may have forgotten to name the argument. */
export function standingWarning(config: RaceConfig): string {
  return (
    `no manifest has the argument ${config.itemsFlag}: every pod runs as its manifest stands and counts as one item. ` +
    "Set itemsFlag, itemsEnv or itemsAt if an argument says how many items a pod makes, or itemsPerPod if the number is fixed"
  );
}

function hasNoWay(requests: readonly LaneRequest[], config: RaceConfig): boolean {
  const { items, itemsFlag, itemsEnv, itemsAt } = config;
  const isAsked = itemsEnv !== undefined || itemsAt !== undefined || itemsFlag !== classic.itemsFlag;
  const hasQueue = requests.some(({ queue, fill }) => queue !== undefined || fill !== undefined);
  if (isAsked || hasQueue || items !== classic.items) return false;
  return requests.every(({ manifest }) =>
    manifest.spec.template.spec.containers.every(({ command = [], args = [] }) =>
      [...command, ...args].every((word) => !word.includes(itemsFlag)),
    ),
  );
}

function completionsOf(request: LaneRequest | undefined): number {
  return request?.completions.count ?? request?.manifest.spec.completions ?? 1;
}
