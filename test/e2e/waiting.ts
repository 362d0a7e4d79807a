import type { PulumiProcess, Stack } from "./stack";

export interface PodName {
  readonly name: string;
  readonly namespace: string;
}

/** Waits until a pod of the stack runs, and names it. */
export async function untilRunning(stack: Stack): Promise<PodName> {
  for (;;) {
    const namespace = await stack.namespace().catch(() => undefined);
    if (namespace !== undefined) {
      const text = await stack.kubectl("get", "pods", "--namespace", namespace, "--output", "json");
      const pods = (JSON.parse(text) as { items: { metadata: PodName; status: { phase: string } }[] }).items;
      const running = pods.find((pod) => pod.status.phase === "Running");
      if (running !== undefined) return { name: running.metadata.name, namespace: running.metadata.namespace };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
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
