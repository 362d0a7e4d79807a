import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { download } from "../../../sandbox/toolchain/download";
import { publishedChecksum } from "../../../sandbox/toolchain/fetch-release";
import { ReleaseServer, whole } from "./release-server";

const content = randomBytes(300_000);
const sha256 = createHash("sha256").update(content).digest("hex");

describe("The download of a release", () => {
  let server: ReleaseServer;
  let folder: string;
  let said: string[];

  beforeEach(async () => {
    server = await ReleaseServer.start();
    folder = await mkdtemp(join(tmpdir(), "job-race-unit-"));
    said = [];
  });

  afterEach(async () => {
    server.stop();
    await rm(folder, { recursive: true });
  });

  const target = () => join(folder, "etcd.tgz");
  const fetchIt = (checksum = sha256) =>
    download(`${server.base}/etcd.tgz`, target(), {
      sha256: checksum,
      say: (line) => said.push(line),
      answerLimitMs: 300,
      stallLimitMs: 300,
    });

  it("is there whole, with the published checksum, and says how far it is", async () => {
    server.answers.set("/etcd.tgz", whole(content));
    await fetchIt();
    assert.deepEqual(await readFile(target()), content);
    assert.match(said.at(-1) ?? "", /^0 of 0 MB \(100 %\)$/);
    assert.deepEqual(await readdir(folder), ["etcd.tgz"]);
  });

  it("is refused, and leaves nothing, where the checksum is another one", async () => {
    server.answers.set("/etcd.tgz", whole(content));
    await assert.rejects(fetchIt("0".repeat(64)), {
      name: "NotAvailable",
      message: `etcd.tgz has the checksum ${sha256.slice(0, 12)}…, published is 000000000000…`,
    });
    assert.deepEqual(await readdir(folder), []);
  });

  it("is continued where a connection broke off", async () => {
    server.answers.set("/etcd.tgz", (request, response) => {
      if (request.headers.range !== undefined) {
        whole(content)(request, response);
        return;
      }
      response.setHeader("content-length", content.length);
      response.write(content.subarray(0, 100_000), () => response.destroy());
    });
    await fetchIt();
    assert.deepEqual(await readFile(target()), content);
    assert.match(server.asked[1]?.range ?? "", /^bytes=[1-9]\d*-$/);
  });

  it("is continued by the next start, and begun again if the host can't continue", async () => {
    for (const answer of [whole(content), whole(content.subarray(0))]) {
      await rm(target(), { force: true });
      await writeFile(`${target()}.part`, content.subarray(0, 200_000));
      server.answers.set("/etcd.tgz", answer);
      await fetchIt();
      assert.deepEqual(await readFile(target()), content);
    }
    assert.equal(server.asked[0]?.range, "bytes=200000-");
    await rm(target());
    await writeFile(`${target()}.part`, content.subarray(0, 200_000));
    server.answers.set("/etcd.tgz", (_request, response) => response.end(content));
    await fetchIt();
    assert.deepEqual(await readFile(target()), content);
  });

  it("is given up when it breaks off again and again", async () => {
    server.answers.set("/etcd.tgz", (_request, response) => {
      response.setHeader("content-length", content.length);
      response.write(content.subarray(0, 1_000), () => response.destroy());
    });
    await assert.rejects(fetchIt(), { name: "NotAvailable", message: "etcd.tgz broke off 4 times" });
    assert.equal(existsSync(target()), false);
  });

  it("takes a slow host's time, as long as something comes", async () => {
    server.answers.set("/etcd.tgz", (_request, response) => {
      response.setHeader("content-length", content.length);
      let sent = 0;
      const send = setInterval(() => {
        response.write(content.subarray(sent, sent + 50_000));
        sent += 50_000;
        if (sent >= content.length) {
          clearInterval(send);
          response.end();
        }
      }, 100);
    });
    await fetchIt();
    assert.deepEqual(await readFile(target()), content);
  });

  it("is given up within its limit where the host never answers, stops in the middle, or has no such file", async () => {
    const startedMs = performance.now();
    server.answers.set("/etcd.tgz", () => undefined);
    const host = new URL(server.base).host;
    await assert.rejects(fetchIt(), { name: "NotAvailable", message: `${host} does not answer` });
    server.answers.set("/etcd.tgz", (_request, response) => {
      response.setHeader("content-length", content.length);
      response.write(content.subarray(0, 1_000));
    });
    await assert.rejects(fetchIt(), { name: "NotAvailable", message: `${host} stopped sending etcd.tgz` });
    server.answers.clear();
    await assert.rejects(fetchIt(), { name: "NotAvailable", message: `${host} answered 404 for etcd.tgz` });
    server.stop();
    await assert.rejects(fetchIt(), { name: "NotAvailable", message: `${host} can't be reached` });
    assert.ok(performance.now() - startedMs < 3_000);
  });
});

describe("A published checksum", () => {
  const other = "f".repeat(64);

  it("is found in a list beside the file's name, or alone", () => {
    assert.equal(publishedChecksum(`${other}  other.tgz\n${sha256} *./dist/etcd.tgz\n`, "etcd.tgz"), sha256);
    assert.equal(publishedChecksum(sha256.toUpperCase(), "kubectl"), sha256);
  });

  it("is absent where the list has no such file, or no checksums at all", () => {
    assert.equal(publishedChecksum(`${other}  etcd.tgz.asc\n`, "etcd.tgz"), undefined);
    assert.equal(publishedChecksum("<html>Not found</html>", "etcd.tgz"), undefined);
  });
});
