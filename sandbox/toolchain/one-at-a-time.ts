import { lock } from "proper-lockfile";

/** Does the work while no other process, and nobody else in this one, works on the same path; waits for as long as that takes. */
export async function oneAtATime<T>(path: string, work: () => Promise<T>): Promise<T> {
  const release = await lock(path, {
    realpath: false,
    lockfilePath: `${path}.lock`,
    stale: 20_000,
    retries: { forever: true, minTimeout: 500, maxTimeout: 1_000 },
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
