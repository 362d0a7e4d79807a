import type { RequestOptions } from "node:https";
import type { Cluster, User } from "@kubernetes/client-node";
import { apiFault } from "./api-fault";
import type { Clock } from "./clock";
import type { ClusterAccess } from "./kubeconfig";

const PEM = /-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g;
const LONG_OPAQUE_WORD = /[\w+/=.-]{40,}/g;

/** Gives TLS material and headers for one request; a plugin runs only when its last answer has run out. */
export type Credentials = () => Promise<RequestOptions>;

/**
 * How to prove to this cluster who we are. Rejections are `credentials` faults; a plugin's standard output, which may
 * hold a token, is never quoted.
 */
export async function credentialsFor(access: ClusterAccess, clock: Clock, limitMs: number): Promise<Credentials> {
  const { user } = access;
  const apply = isUnusual(access) ? await wholeLibrary(access) : await lightParts(access);
  return async () => {
    const answered = new AbortController();
    const silence = clock.sleep(limitMs, answered.signal).then(() => {
      throw new Error(`no answer within ${(limitMs / 1000).toFixed(0)} s`);
    });
    const options: RequestOptions = {};
    try {
      await Promise.race([apply(options), silence]);
    } catch (error) {
      throw apiFault("credentials", `${pluginName(user)} failed: ${pluginFailure(error)}`);
    } finally {
      answered.abort();
    }
    return options;
  };
}

type Apply = (options: RequestOptions) => Promise<void>;

/** Proxies, and the providers of identity that came before plugins. */
function isUnusual({ cluster, user }: ClusterAccess): boolean {
  const provider = (user.authProvider as { name?: string } | undefined)?.name;
  return (cluster.proxyUrl ?? "") !== "" || (provider !== undefined && provider !== "tokenFile");
}

async function wholeLibrary({ cluster, user }: ClusterAccess): Promise<Apply> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const kubeconfig = new KubeConfig();
  // Plain HTTP has no certificate to verify; the library asks for this to be said.
  const said = cluster.server.startsWith("http:") ? { ...cluster, skipTLSVerify: true } : cluster;
  kubeconfig.loadFromClusterAndUser(said, user);
  return (options) => kubeconfig.applyToHTTPSOptions(options);
}

/** The same for certificates, tokens, token files and plugins; for these last with the part of the library that runs them. */
async function lightParts({ cluster, user }: ClusterAccess): Promise<Apply> {
  const { ExecAuth } = await import("@kubernetes/client-node/dist/exec_auth.js");
  const plugin = new ExecAuth();
  const tokenFile = tokenFileOf(user);
  const informed = withPluginInfo(cluster, user);
  return async (options) => {
    if (cluster.skipTLSVerify) options.rejectUnauthorized = false;
    if (cluster.tlsServerName !== undefined) options.servername = cluster.tlsServerName;
    const material = {
      ca: await fileOrData(cluster.caFile, cluster.caData),
      cert: await fileOrData(user.certFile, user.certData),
      key: await fileOrData(user.keyFile, user.keyData),
    };
    Object.assign(options, Object.fromEntries(Object.entries(material).filter(([, value]) => value !== undefined)));
    const headers: Record<string, string> = {};
    options.headers = headers;
    if (user.impersonateUser) headers["Impersonate-User"] = user.impersonateUser;
    if (user.exec) await plugin.applyAuthentication(informed, options);
    if (tokenFile !== undefined) headers["Authorization"] = `Bearer ${await tokenIn(tokenFile)}`;
    else if (user.token) headers["Authorization"] = `Bearer ${user.token}`;
    if (user.username) options.auth = `${user.username}:${user.password ?? ""}`;
  };
}

function tokenFileOf({ authProvider }: User): string | undefined {
  return (authProvider as { config?: { tokenFile?: string } } | undefined)?.config?.tokenFile;
}

/** Read for each request, because tokens are renewed in their file; without the line's end, which no header may have. */
async function tokenIn(file: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  const token = (await readFile(file, "utf8")).trim();
  if (token === "") throw new Error(`the token file ${file} is empty.`);
  return token;
}

async function fileOrData(file: string | undefined, data: string | undefined): Promise<Buffer | undefined> {
  const { readFile } = await import("node:fs/promises");
  if (file) return readFile(file);
  return data ? Buffer.from(data, "base64") : undefined;
}

/** What kubectl tells a plugin in its environment and the library does not: some plugins insist on it. */
function withPluginInfo(cluster: Cluster, user: User): User {
  const exec = user.exec as
    { apiVersion?: string; env?: readonly object[] | null; provideClusterInfo?: boolean } | null | undefined;
  if (!exec) return user;
  const { server, caData } = cluster;
  const info = {
    apiVersion: exec.apiVersion,
    kind: "ExecCredential",
    spec: {
      interactive: false,
      ...(exec.provideClusterInfo === true && { cluster: { server, "certificate-authority-data": caData } }),
    },
  };
  const env = [...(exec.env ?? []), { name: "KUBERNETES_EXEC_INFO", value: JSON.stringify(info) }];
  return { ...user, exec: { ...exec, env } };
}

function pluginName(user: User): string {
  const command = (user.exec as { command?: unknown } | null | undefined)?.command;
  return typeof command === "string" ? `The credential plugin "${command}"` : `The credentials of user "${user.name}"`;
}

function pluginFailure(error: unknown): string {
  if (error instanceof SyntaxError || error instanceof TypeError) return "it did not print an ExecCredential.";
  const message = error instanceof Error ? error.message.trim() : String(error);
  return message === "" ? "it said nothing and exited with an error." : redacted(message);
}

/** The text without what may be a key or a token, on one bounded line. */
function redacted(text: string): string {
  const line = text.replace(PEM, "[redacted]").replace(LONG_OPAQUE_WORD, "[redacted]").replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
