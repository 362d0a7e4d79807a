import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderOnPath } from "../../../sandbox/toolchain/programs-on-path";

describe("Programs of the user's own", () => {
  const path = process.env["PATH"] ?? "";
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-unit-"));
    process.env["PATH"] = `${folder}:${path}`;
  });

  afterEach(async () => {
    process.env["PATH"] = path;
    await rm(folder, { recursive: true });
  });

  async function install(programs: readonly string[], says: string): Promise<void> {
    for (const program of programs) {
      await writeFile(join(folder, program), `#!/bin/sh\necho '${says}'\n`);
      await chmod(join(folder, program), 0o755);
    }
  }

  it("are used where all of a tool's are there in a version that fits", async () => {
    await install(["etcd"], "etcd Version: 3.6.99");
    assert.equal(await folderOnPath("etcd"), folder);
  });

  it("are left alone in another version, and where one is missing", async () => {
    const kubernetes = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl"];
    await install(kubernetes, "Kubernetes v1.29.0");
    assert.equal(await folderOnPath("kubernetes"), undefined);
    await install(["containerd", "ctr"], "containerd containerd.io v2.2.1");
    assert.equal(await folderOnPath("containerd"), undefined);
  });
});
