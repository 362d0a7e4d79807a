import type { JobManifest } from "./lane";

/** A lane as the settings ask for it, and the key there that each number comes from. */
export interface LaneRequest {
  readonly name: string;
  readonly path: string;
  readonly manifest: JobManifest;
  /** With either of these its workers take their items from a queue. */
  readonly queue?: { readonly manifest: JobManifest; readonly hostName: string };
  readonly fill?: { readonly path: string; readonly manifest: JobManifest };
  /** What a user should know about the file. */
  readonly warnings: readonly string[];
  readonly completions: { readonly key: string; readonly count: number | undefined };
  readonly parallelism: { readonly key: string; readonly count: number | undefined };
  /** Items of the whole lane: those of the race, except in a warm-up. */
  readonly items: number;
  /** Items that each pod makes with the manifest as it stands; absent: their number is patched into it. */
  readonly itemsPerPod?: number;
}
