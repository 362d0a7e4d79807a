import type { LaneRequest } from "./lane-request";
import { buildLane } from "./lanes";
import type { JobManifest, Lane } from "./lane";
import { type Checked, every } from "./mistake";
import type { RaceConfig } from "./race-config";

/**
 * Lanes, from the requests in the same order, for the unrecorded heats that come before the race and pull its images: for each
 * set of images one small Job, made of the widest lane that uses it, the sweep's among them, with as many pods as that lane runs
 * at once and one item each. In the classic race that is one Job.
 */
export function warmupLanes(
  requests: readonly LaneRequest[],
  lanes: readonly Lane[],
  config: RaceConfig,
  stack: string,
): Checked<Lane[]> {
  const widest = new Map<string, { request: LaneRequest; width: number; isQueue: boolean }>();
  requests.forEach((request, index) => {
    const lane = lanes[index];
    if (lane === undefined) return;
    const images = imagesOf(lane.manifest);
    const [known, isQueue] = [widest.get(images), lane.kind === "queue"];
    // A queue's Job can't be warmed up without its queue: it is chosen only where no other lane has its images.
    const isBetter = known?.isQueue === isQueue ? lane.parallelism > known.width : (known?.isQueue ?? true);
    if (isBetter) widest.set(images, { request, width: lane.parallelism, isQueue });
  });
  return every(
    [...widest.values()].map(({ request, width, isQueue }, index) => {
      const name = index === 0 ? "warmup" : `warmup-${index + 1}`;
      const count = { key: "warmup", count: width };
      const completions = isQueue ? request.completions : count;
      return buildLane({ ...request, name, items: width, completions, parallelism: count }, config, stack);
    }),
  );
}

function imagesOf(manifest: JobManifest): string {
  const { containers, initContainers = [] } = manifest.spec.template.spec;
  return [...initContainers, ...containers].map(({ image }) => image ?? "").join(" ");
}
