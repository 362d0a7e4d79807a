import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import pMap from "p-map";
import { execa } from "execa";
import { cacheRoot } from "../places";
import { answerLimitMs, download, downloadText, nameOf, NotAvailable } from "./download";
import { oneAtATime } from "./one-at-a-time";
import { addressOf, releases, releasesAreOff, type ReleaseFile } from "./releases";

/** Downloads, kept until the last tool is there: one archive may hold two tools, and an interrupted one is continued. */
export const downloadsFolder = join(cacheRoot, "downloads");

export interface FetchOptions {
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Where archives are kept; the user's cache if absent. */
  readonly downloads?: string;
}

/** Fills `folder` with the programs of the tool's official release. Throws `NotAvailable` where that can't be had. */
export async function fetchRelease(tool: string, folder: string, options: FetchOptions): Promise<void> {
  const files = releases[tool];
  if (files === undefined || releasesAreOff()) throw new NotAvailable(`there is no release of ${tool}`);
  await mkdir(folder, { recursive: true });
  for (const file of files) await unpack(file, await fetchFile(file, options), folder);
}

/**
 * Downloads the archives of these tools, some at once, for steps that come later: network and disk work while other steps keep the
 * CPU busy. Never fails: why it could not bring one is what that tool's own step is told.
 */
export async function fetchAhead(tools: readonly string[], options: FetchOptions): Promise<void> {
  const files = new Map(tools.flatMap((tool) => releases[tool] ?? []).map((file) => [file.url, file]));
  await pMap(files.values(), (file) => begin(file, options).path.catch(() => undefined), { concurrency: 3 });
}

/** Whether the hosts of the tool's release answer within three seconds; each is asked once. */
export async function releaseAnswers(tool: string): Promise<boolean> {
  const files = releases[tool];
  if (files === undefined || releasesAreOff()) return false;
  const answers = await Promise.all(files.map(({ checksums }) => hostAnswers(checksums)));
  return answers.every((answer) => answer);
}

/** Hosts of releases that did not answer so far. */
export function silentHosts(): string[] {
  return [...silent];
}

const silent = new Set<string>();
const asked = new Map<string, Promise<boolean>>();

function hostAnswers(url: string): Promise<boolean> {
  const { host } = new URL(url);
  const known = asked.get(host);
  if (known !== undefined) return known;
  const answer = downloadText(addressOf(url)).then(
    () => true,
    (error: unknown) => {
      // Whoever says that there is no such file has answered.
      if (error instanceof NotAvailable && error.cause === undefined) return true;
      silent.add(host);
      return false;
    },
  );
  asked.set(host, answer);
  return answer;
}

/** A download that was begun: whoever wants its file waits for it, and sees how far it is. */
interface Begun {
  readonly path: Promise<string>;
  say: FetchOptions["say"];
}

const begun = new Map<string, Begun>();

function begin(file: ReleaseFile, options: FetchOptions): Begun {
  const known = begun.get(file.url);
  if (known !== undefined) return known;
  const path = fetchNow(file, {
    ...options,
    say: (line) => {
      one.say(line);
    },
  });
  const one: Begun = { path, say: options.say };
  begun.set(file.url, one);
  return one;
}

async function fetchFile(file: ReleaseFile, options: FetchOptions): Promise<string> {
  const one = begin(file, options);
  one.say = options.say;
  return one.path.finally(() => begun.delete(file.url));
}

async function fetchNow(
  file: ReleaseFile,
  { say, signal, downloads = downloadsFolder }: FetchOptions,
): Promise<string> {
  if (!(await hostAnswers(file.checksums))) {
    throw new NotAvailable(`${new URL(file.url).host} does not answer`);
  }
  const name = nameOf(file.url);
  const target = join(downloads, name);
  if (existsSync(target)) return target;
  const sha256 = publishedChecksum(await downloadText(addressOf(file.checksums), answerLimitMs), name);
  if (sha256 === undefined) throw new NotAvailable(`${nameOf(file.checksums)} has no checksum of ${name}`);
  await mkdir(downloads, { recursive: true });
  await oneAtATime(target, async () => {
    // Another command may have brought it meanwhile.
    if (existsSync(target)) return;
    await download(addressOf(file.url), target, {
      sha256,
      say: (line) => {
        say(`${name}: ${line}`);
      },
      ...(signal && { signal }),
    });
  });
  return target;
}

/** Of a list of checksums and file names, or of one checksum alone. */
export function publishedChecksum(text: string, file: string): string | undefined {
  for (const line of text.trim().split("\n")) {
    const [, checksum, name] = /^([0-9a-f]{64})(?:\s+[*]?(?:.*\/)?(\S+))?\s*$/i.exec(line) ?? [];
    if (checksum !== undefined && (name === undefined || name === file)) return checksum.toLowerCase();
  }
  return undefined;
}

async function unpack({ url, paths }: ReleaseFile, path: string, folder: string): Promise<void> {
  if (paths === undefined) {
    await copyFile(path, join(folder, nameOf(url)));
    await chmod(join(folder, nameOf(url)), 0o755);
    return;
  }
  const work = join(folder, "unpacking");
  await mkdir(work);
  // Go's archive has 16,700 files: the system's own program unpacks them in two seconds.
  await execa("tar", ["--extract", "--no-same-owner", "--file", path, "--directory", work, ...paths]).catch(
    (cause: unknown) => {
      const missing = paths.find((it) => String(cause).includes(`${it}: Not found in archive`));
      const why = missing === undefined ? "can't be unpacked" : `has no ${missing.replace(/^\.\//, "")}`;
      throw new NotAvailable(`${nameOf(url)} ${why}`, { cause });
    },
  );
  for (const it of paths) {
    await rename(join(work, it), join(folder, basename(it)));
  }
  await rm(work, { recursive: true });
}
