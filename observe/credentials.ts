import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { apiFault } from "./api-fault";
import type { Clock } from "./clock";

const PEM = /-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g;
const LONG_OPAQUE_WORD = /[\w+/=.-]{40,}/g;

/**
 * TLS material and headers for one request, after the credential plugin has run where there is one.
 *
 * Rejects with a `credentials` fault if the plugin fails. Its standard output, which may hold a token, is never quoted.
 */
export async function requestCredentials(
  kubeconfig: KubeConfig,
  clock: Clock,
  limitMs: number,
): Promise<RequestOptions> {
  const options: RequestOptions = {};
  const answered = new AbortController();
  const silence = clock.sleep(limitMs, answered.signal).then(() => {
    throw new Error(`no answer within ${(limitMs / 1000).toFixed(0)} s`);
  });
  try {
    await Promise.race([kubeconfig.applyToHTTPSOptions(options), silence]);
  } catch (error) {
    throw apiFault("credentials", `${pluginName(kubeconfig)} failed: ${pluginFailure(error)}`);
  }
  answered.abort();
  return options;
}

function pluginName(kubeconfig: KubeConfig): string {
  const user = kubeconfig.getCurrentUser();
  const provider = user?.authProvider as { config?: { exec?: unknown } } | undefined;
  const exec: unknown = user?.exec ?? provider?.config?.exec;
  if (typeof exec === "object" && exec !== null && "command" in exec && typeof exec.command === "string") {
    return `The credential plugin "${exec.command}"`;
  }
  return `The credentials of user "${user?.name ?? ""}"`;
}

function pluginFailure(error: unknown): string {
  if (error instanceof SyntaxError || error instanceof TypeError) return "it did not print an ExecCredential.";
  const message = error instanceof Error ? error.message.trim() : String(error);
  return message === "" ? "it said nothing and exited with an error." : redacted(message);
}

/** The text without what may be a key or a token, on one bounded line. */
export function redacted(text: string): string {
  const line = text.replace(PEM, "[redacted]").replace(LONG_OPAQUE_WORD, "[redacted]").replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
