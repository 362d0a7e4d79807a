import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";

/** What can't be had from an official release, and why; there is another way. */
export class NotAvailable extends Error {
  override readonly name = "NotAvailable";
}

export interface DownloadOptions {
  /** Published SHA-256, in hex. */
  readonly sha256: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  /** A host that has not begun to answer by then is given up. */
  readonly answerLimitMs?: number;
  /** A download that brings nothing for this long is given up. */
  readonly stallLimitMs?: number;
}

export const answerLimitMs = 3_000;
const stallLimitMs = 20_000;
/** A connection that breaks off is taken up again where it broke. */
const attempts = 4;

/**
 * Downloads a file to `target`, which is there only whole and with the right checksum. What an earlier attempt brought is
 * kept beside it and continued. Throws `NotAvailable` where the host does not answer, has no such file, or has another one.
 */
export async function download(url: string, target: string, options: DownloadOptions): Promise<void> {
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  for (let attempt = 1; !(await fetchRest(url, part, options)); attempt += 1) {
    if (attempt === attempts) throw new NotAvailable(`${nameOf(url)} broke off ${attempts} times`);
  }
  const sha256 = await sha256Of(part);
  if (sha256 !== options.sha256) {
    await rm(part);
    throw new NotAvailable(
      `${nameOf(url)} has the checksum ${sha256.slice(0, 12)}…, published is ${options.sha256.slice(0, 12)}…`,
    );
  }
  await rename(part, target);
}

/** A short text, such as published checksums. */
export async function downloadText(url: string, limitMs = answerLimitMs): Promise<string> {
  const response = await answerOf(url, {}, limitMs);
  return response.text().catch((cause: unknown) => {
    throw new NotAvailable(`${nameOf(url)} broke off`, { cause });
  });
}

/** Appends what is missing; false if it broke off before the end. */
async function fetchRest(url: string, part: string, options: DownloadOptions): Promise<boolean> {
  const have = await sizeOf(part);
  const stalled = new AbortController();
  const signals = [stalled.signal, ...(options.signal === undefined ? [] : [options.signal])];
  const signal = AbortSignal.any(signals);
  const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
  const response = await answerOf(url, { headers, signal }, options.answerLimitMs);
  if (response.status === 416) {
    await rm(part);
    return false;
  }
  const from = response.status === 206 ? have : 0;
  const total = from + Number(response.headers.get("content-length") ?? Number.NaN);
  let bytes = from;
  let timer = setTimeout(() => undefined, 0);
  const watched = async function* (body: AsyncIterable<Uint8Array>) {
    const watch = () =>
      (timer = setTimeout(() => {
        stalled.abort();
      }, options.stallLimitMs ?? stallLimitMs));
    watch();
    for await (const chunk of body) {
      clearTimeout(timer);
      bytes += chunk.length;
      options.say(progress(bytes, total));
      yield chunk;
      watch();
    }
  };
  try {
    await pipeline(bodyOf(response), watched, createWriteStream(part, { flags: from > 0 ? "a" : "w" }));
  } catch (cause) {
    options.signal?.throwIfAborted();
    if (stalled.signal.aborted)
      throw new NotAvailable(`${new URL(url).host} stopped sending ${nameOf(url)}`, { cause });
    return false;
  } finally {
    clearTimeout(timer);
  }
  return Number.isNaN(total) || bytes === total;
}

async function* bodyOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body !== null) yield* response.body;
}

async function answerOf(url: string, init: RequestInit, limitMs = answerLimitMs): Promise<Response> {
  const { host } = new URL(url);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
  }, limitMs);
  const signal = AbortSignal.any([late.signal, ...(init.signal instanceof AbortSignal ? [init.signal] : [])]);
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new NotAvailable(`${host} ${late.signal.aborted ? "does not answer" : "can't be reached"}`, { cause });
  } finally {
    clearTimeout(timer);
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  throw new NotAvailable(`${host} answered ${response.status} for ${nameOf(url)}`);
}

function progress(bytes: number, total: number): string {
  const megabytes = (count: number) => (count / 1_000_000).toFixed(0);
  if (Number.isNaN(total)) return `${megabytes(bytes)} MB`;
  return `${megabytes(bytes)} of ${megabytes(total)} MB (${Math.floor((100 * bytes) / total)} %)`;
}

export function nameOf(url: string): string {
  return new URL(url).pathname.split("/").at(-1) ?? url;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
