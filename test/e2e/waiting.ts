import type { PulumiProcess, Stack } from "./stack";

export interface PodName {
  readonly name: string;
  readonly namespace: string;
}

/** Waits until a pod of the stack runs, and names it; fails if the update ends before. */
export async function untilRunning(stack: Stack, up: PulumiProcess): Promise<PodName> {
  let hasEnded = false;
  void up.then(() => (hasEnded = true));
  const poll = async <Found>(look: () => Promise<Found | undefined>): Promise<Found> => {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (hasEnded) throw new Error(`Expected a pod to run, but the update has ended:\n${(await up).all}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const namespace = await poll(() => stack.namespace().catch(() => undefined));
  return poll(async () => {
    const text = await stack.kubectl("get", "pods", "--namespace", namespace, "--output", "json");
    const pods = (JSON.parse(text) as { items: { metadata: PodName; status: { phase: string } }[] }).items;
    const running = pods.find((pod) => pod.status.phase === "Running");
    return running && { name: running.metadata.name, namespace };
  });
}

/** Waits until a running `pulumi` prints the text. */
export function untilSays(pulumi: PulumiProcess, text: string | RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = "";
    pulumi.all.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
      if (typeof text === "string" ? seen.includes(text) : text.test(seen)) resolve();
    });
    pulumi.all.once("end", () => {
      reject(new Error(`Expected pulumi to say "${String(text)}", but it ended without:\n${seen}`));
    });
  });
}
