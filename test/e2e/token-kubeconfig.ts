import { readFile, writeFile } from "node:fs/promises";
import { load } from "js-yaml";
import { shared } from "./sandbox";

/** Writes the admin's kubeconfig with a token instead of a certificate: what somebody with fewer rights has. */
export async function tokenKubeconfig(token: string, path: string): Promise<void> {
  const config = load(await readFile(shared.kubeconfig, "utf8")) as { users: { name: string }[] };
  const users = config.users.map(({ name }) => ({ name, user: { token } }));
  await writeFile(path, JSON.stringify({ ...config, users }), { mode: 0o600 });
}
