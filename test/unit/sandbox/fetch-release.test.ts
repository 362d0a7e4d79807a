import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "tar";
import { fetchAhead, fetchRelease } from "../../../sandbox/toolchain/fetch-release";
import { releases } from "../../../sandbox/toolchain/releases";
import { ReleaseServer, whole } from "./release-server";

describe("The official release of a tool", () => {
  let server: ReleaseServer;
  let folder: string;

  beforeEach(async () => {
    server = await ReleaseServer.start();
    folder = await mkdtemp(join(tmpdir(), "job-race-unit-"));
    process.env["JOB_RACE_RELEASES"] = server.base;
  });

  afterEach(async () => {
    delete process.env["JOB_RACE_RELEASES"];
    server.stop();
    await rm(folder, { recursive: true });
  });

  const bring = (tool: string) =>
    fetchRelease(tool, join(folder, "tool"), { say: () => undefined, downloads: join(folder, "downloads") });

  /** Serves the tool's files, or an archive of these entries, with checksums of what they are, or of something else. */
  async function serve(tool: string, { forged, entries }: { forged?: string; entries?: string[] } = {}): Promise<void> {
    for (const { url, checksums, paths } of releases[tool] ?? []) {
      const content = paths === undefined ? Buffer.from(url) : await archiveOf(entries ?? [...paths, "README.md"]);
      const checksum = forged ?? createHash("sha256").update(content).digest("hex");
      const at = (address: string) => `/${new URL(address).host}${new URL(address).pathname}`;
      server.answers.set(at(url), whole(content));
      server.answers.set(at(checksums), (_request, response) =>
        response.end(`${checksum}  ${url.split("/").at(-1)}\n`),
      );
    }
  }

  async function archiveOf(paths: readonly string[]): Promise<Buffer> {
    const content = join(folder, "content");
    for (const path of paths) {
      await mkdir(dirname(join(content, path)), { recursive: true });
      await writeFile(join(content, path), path, { mode: 0o755 });
    }
    await create({ file: join(folder, "archive.tgz"), cwd: content, gzip: true }, [...paths]);
    return readFile(join(folder, "archive.tgz"));
  }

  it("brings the tool's own programs out of an archive, and nothing else of it", async () => {
    for (const [tool, programs] of Object.entries({
      etcd: ["etcd"],
      containerd: ["containerd", "containerd-shim-runc-v2", "ctr"],
      cni: ["host-local", "loopback", "ptp"],
      "pulumi-language-nodejs": ["pulumi-language-nodejs"],
    })) {
      await serve(tool);
      await bring(tool);
      assert.deepEqual((await readdir(join(folder, "tool"))).sort(), programs);
      assert.equal((await stat(join(folder, "tool", programs[0] ?? ""))).mode & 0o111, 0o111);
      await rm(join(folder, "tool"), { recursive: true });
    }
  });

  it("brings programs that are files of their own", async () => {
    await serve("kubernetes");
    await bring("kubernetes");
    assert.equal((await readdir(join(folder, "tool"))).length, 5);
    assert.match(await readFile(join(folder, "tool", "kubectl"), "utf8"), /\/kubectl$/);
    assert.equal((await stat(join(folder, "tool", "kubectl"))).mode & 0o111, 0o111);
  });

  it("is asked for once where its archive holds two tools", async () => {
    await serve("pulumi", { entries: ["pulumi/pulumi", "pulumi/pulumi-language-nodejs"] });
    for (const tool of ["pulumi", "pulumi-language-nodejs"]) await bring(tool);
    assert.equal(server.asked.filter(({ path }) => path.endsWith(".tar.gz")).length, 1);
  });

  it("is on its way before it is asked for where it is begun ahead", async () => {
    await serve("etcd");
    await serve("kubernetes");
    const options = { say: () => undefined, downloads: join(folder, "downloads") };
    await fetchAhead(["etcd", "kubernetes"], options);
    const asked = server.asked.length;
    await bring("etcd");
    await bring("kubernetes");
    assert.equal(server.asked.length, asked);
    assert.equal((await readdir(join(folder, "tool"))).length, 6);
  });

  it("says to who wants it, and only there, why it could not be fetched ahead; and is tried again after that", async () => {
    await fetchAhead(["etcd"], { say: () => undefined, downloads: join(folder, "downloads") });
    const asked = server.asked.length;
    await assert.rejects(bring("etcd"), { name: "NotAvailable", message: /answered 404/ });
    assert.equal(server.asked.length, asked);
    await rm(join(folder, "tool"), { recursive: true });
    await serve("etcd");
    await bring("etcd");
    assert.deepEqual(await readdir(join(folder, "tool")), ["etcd"]);
  });

  it("is not available with another checksum than the published one, without it, or where there is no release", async () => {
    await serve("etcd", { forged: "0".repeat(64) });
    await assert.rejects(bring("etcd"), { name: "NotAvailable", message: /has the checksum .*…, published is 0000/ });
    server.answers.clear();
    await assert.rejects(bring("containerd"), { name: "NotAvailable", message: /answered 404 for .*sha256sum$/ });
    await assert.rejects(bring("workload"), { name: "NotAvailable", message: "there is no release of workload" });
    process.env["JOB_RACE_RELEASES"] = "none";
    await assert.rejects(bring("etcd"), { name: "NotAvailable" });
  });
});
