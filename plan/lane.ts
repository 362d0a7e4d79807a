/** One way to split the same items over pods. Counts are whole numbers of at least 1. */
export interface Lane {
  /** A DNS label, unique in the race, such as `oneshot`. */
  readonly name: string;
  /** Pods that the Job needs (`spec.completions`). */
  readonly completions: number;
  /** Pods that may run at once (`spec.parallelism`). */
  readonly parallelism: number;
  /** Items that all pods of the lane make together: the same for every lane of a race. */
  readonly items: number;
  /** Items that one pod makes: `items / completions`. */
  readonly itemsPerPod: number;
  /** The manifest with the lane's numbers, items, image and labels set; without a name or namespace. */
  readonly manifest: JobManifest;
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
  readonly metadata?: ObjectMeta;
  readonly spec: JobSpec;
}

export interface ObjectMeta {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

export interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly template: { readonly metadata?: ObjectMeta; readonly spec: PodSpec };
  readonly [key: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly [key: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly [key: string]: unknown }[];
  readonly [key: string]: unknown;
}
