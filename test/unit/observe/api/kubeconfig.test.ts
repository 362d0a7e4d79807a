import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../../observe/api/clock";
import { credentialsFor } from "../../../../observe/api/credentials";
import { loadKubeconfig } from "../../../../observe/api/kubeconfig";
import { fastWait } from "../../../fake-kubernetes/fast-wait";
import { startFakeKubernetes } from "../../../fake-kubernetes/fake-kubernetes";
import { applySteps, recording, requestFor } from "../../../fake-kubernetes/replay";

interface Sketch {
  readonly name: string;
  readonly user?: object;
  readonly cluster?: object;
  readonly current?: boolean;
}

function kubeconfig({ name, user, cluster, current }: Sketch): string {
  return JSON.stringify({
    "current-context": current === false ? "" : name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [{ name, cluster: { server: `https://${name}.example:6443`, ...cluster } }],
    users: [{ name, user: user ?? {} }],
  });
}

describe("The kubeconfig", () => {
  const before = { ...process.env };
  let folder: string;
  const file = async (name: string, sketch: Sketch) => {
    await writeFile(join(folder, name), kubeconfig(sketch));
    return join(folder, name);
  };
  const optionsOf = async (path: string) => {
    const credentials = await credentialsFor(await loadKubeconfig({ kubeconfig: path }), systemClock(), 5_000);
    return credentials();
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-"));
    delete process.env["KUBECONFIG"];
    process.env["HOME"] = folder;
  });
  afterEach(async () => {
    process.env = { ...before };
    await rm(folder, { recursive: true });
  });

  it("is merged from the files of KUBECONFIG as kubectl does it, without those that are not there", async () => {
    const files = [
      join(folder, "absent"),
      await file("a", { name: "one", current: false }),
      await file("b", { name: "two" }),
      await file("c", { name: "one", cluster: { server: "https://later.example" } }),
    ];
    process.env["KUBECONFIG"] = files.join(":");
    assert.equal((await loadKubeconfig({})).cluster.server, "https://two.example:6443");
    assert.equal((await loadKubeconfig({ context: "one" })).cluster.server, "https://one.example:6443");
  });

  it("names files relative to itself: certificates, token files and plugins", async () => {
    const user = { "client-certificate": "c.pem", "client-key": "k.pem", exec: { command: "./plugin" } };
    const path = await file("config", { name: "one", cluster: { "certificate-authority": "ca.pem" }, user });
    const access = await loadKubeconfig({ kubeconfig: path });
    assert.deepEqual(
      [access.cluster.caFile, access.user.certFile, access.user.keyFile],
      ["ca.pem", "c.pem", "k.pem"].map((name) => join(folder, name)),
    );
    assert.deepEqual(access.user.exec, { command: join(folder, "plugin") });
  });

  it("proves who we are with a token, a token file, a password or a certificate", async () => {
    await writeFile(join(folder, "token"), "from-a-file\n");
    const token = await file("a", { name: "one", user: { token: "abc" } });
    const tokenFile = await file("b", { name: "one", user: { tokenFile: "token", token: "an older one" } });
    const password = await file("c", { name: "one", user: { username: "eve", password: "pw" } });
    const pem = Buffer.from("pem").toString("base64");
    const user = { "client-certificate-data": pem, "client-key-data": pem };
    const cluster = { "certificate-authority-data": pem, "tls-server-name": "other.example" };
    const certificate = await file("d", { name: "one", user, cluster });
    assert.deepEqual((await optionsOf(token)).headers, { Authorization: "Bearer abc" });
    assert.deepEqual((await optionsOf(tokenFile)).headers, { Authorization: "Bearer from-a-file" });
    assert.equal((await optionsOf(password)).auth, "eve:pw");
    const { ca, cert, key, servername } = await optionsOf(certificate);
    assert.deepEqual(
      [ca, cert, key].map((value) => (value as Buffer).toString()),
      ["pem", "pem", "pem"],
    );
    assert.equal(servername, "other.example");
  });

  it("tells a plugin what kubectl tells it, and takes its token", async () => {
    const script = `printf '{"status":{"token":"%s"}}' "$(printf %s "$KUBERNETES_EXEC_INFO" | tr -dc a-zA-Z | head -c 200)"`;
    const exec = { apiVersion: "client.authentication.k8s.io/v1", command: "sh", args: ["-c", script] };
    const path = await file("config", { name: "one", user: { exec: { ...exec, provideClusterInfo: true } } });
    const { headers } = await optionsOf(path);
    assert.match(JSON.stringify(headers), /ExecCredentialspecinteractivefalseclusterserverhttpsoneexample/);
  });

  for (const [what, source, message] of [
    ["an unknown context", { context: "three" }, /config\) has no context "three"; it has: one\./],
    [
      "no kubeconfig at all",
      { kubeconfig: "~/absent" },
      /The kubeconfig file ~\/absent could not be read: there is no such file\./,
    ],
    [
      "no YAML",
      { kubeconfig: "a: [\nb" },
      /The given kubeconfig content could not be read: it is not a valid kubeconfig/,
    ],
    ["nothing in it", { kubeconfig: "{}" }, /The given kubeconfig content has no current context; it has none\./],
  ] as const) {
    it(`is refused with a clear sentence for ${what}`, async () => {
      process.env["KUBECONFIG"] = await file("config", { name: "one" });
      await assert.rejects(loadKubeconfig(source), message);
    });
  }

  it("reaches the cluster with an identity provider that only the whole client library knows", async () => {
    const fake = await startFakeKubernetes();
    fake.tokens.add("old-way");
    const recorded = recording("success");
    applySteps(fake.cluster, recorded.steps);
    const exec = { command: "sh", args: ["-c", `echo '{"status":{"token":"old-way"}}'`] };
    const user = { "auth-provider": { name: "exec", config: { exec } } };
    const cluster = { server: `http://127.0.0.1:${fake.port}` };
    const wait = await fastWait({ kubeconfig: kubeconfig({ name: "one", user, cluster }) }, requestFor(recorded));
    await fake.stop();
    assert.equal(wait.error, undefined);
    assert.equal(wait.timing?.pods.length, 4);
  });
});
