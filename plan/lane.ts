import type { LaneKindName } from "./lane-kind";

/** One way to split the same items over pods. Counts are whole numbers of at least 1. */
export interface Lane {
  /** A DNS label, unique in the race, such as `oneshot`. */
  readonly name: string;
  readonly kind: LaneKindName;
  /** Pods that the Job needs (`spec.completions`); absent for a queue. */
  readonly completions?: number;
  /** Pods that may run at once (`spec.parallelism`), never more than there are. A queue's workers. */
  readonly parallelism: number;
  /** Items that all pods of the lane make together: the same for every lane of a race. */
  readonly items: number;
  /** Items that one pod makes: `items / completions`; absent for a queue, whose workers make as many as they get. */
  readonly itemsPerPod?: number;
  /** Serves the lane's queue, ready before each heat; absent where the queue is somebody's own. */
  readonly queue?: QueuePod;
  /** Puts all items into the queue, complete before each heat. */
  readonly fill?: { readonly container: string; readonly manifest: JobManifest };
  /** Name of the container that makes the items. */
  readonly container: string;
  /** The manifest with the lane's numbers, items, image and labels set; without a name or namespace. */
  readonly manifest: JobManifest;
}

/** The Pod that serves a queue, with image and labels set; without a name or namespace. */
export interface QueuePod {
  /** The name by which workers reach it. */
  readonly hostName: string;
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
}

/** One Job of one lane in one round. */
export interface Heat {
  readonly lane: Lane;
  /** Counts from 1; 0 is the warm-up heat, which is run but not recorded. */
  readonly round: number;
  /** Place in the race, from 0: heats run strictly in this order. */
  readonly position: number;
}

/** A `batch/v1` Job as plain YAML has it: only what the program reads or sets is named. */
export interface JobManifest {
  readonly apiVersion: "batch/v1";
  readonly kind: "Job";
  readonly metadata?: ObjectMeta | undefined;
  readonly spec: JobSpec;
  readonly [key: string]: unknown;
}

export interface ObjectMeta {
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly [key: string]: unknown;
}

interface JobSpec {
  readonly parallelism?: number | undefined;
  readonly completions?: number | undefined;
  readonly template: PodTemplate;
  readonly [key: string]: unknown;
}

interface PodTemplate {
  readonly metadata?: ObjectMeta | undefined;
  readonly spec: PodSpec;
  readonly [key: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[] | undefined;
  readonly [key: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image?: string | undefined;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env?: readonly EnvVar[] | undefined;
  readonly [key: string]: unknown;
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string | undefined;
  readonly [key: string]: unknown;
}
