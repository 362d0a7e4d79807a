import { existsSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import type { SandboxPlaces } from "../places";
import type { Daemon } from "./daemons";

/** Whether a daemon serves now. */
export async function isReady(places: SandboxPlaces, ready: NonNullable<Daemon["ready"]>): Promise<boolean> {
  if ("socket" in ready) return existsSync(ready.socket);
  const pem = (file: string) => readFileSync(join(places.pki, file));
  return new Promise((resolve) => {
    const attempt = request(
      ready.url,
      { ca: pem(`${ready.ca}.crt`), cert: pem(`${ready.user}.crt`), key: pem(`${ready.user}.key`), timeout: 1_000 },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    attempt.on("timeout", () => attempt.destroy());
    attempt.on("error", () => {
      resolve(false);
    });
    attempt.end();
  });
}
