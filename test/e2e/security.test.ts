import { strict as assert } from "node:assert";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { workloadImage } from "../../sandbox/cluster/images";
import { findRunning } from "../../sandbox/cluster/running";
import { processesInside } from "./daemons";
import { shared } from "./sandbox";
import { Stack } from "./stack";

describe("The sandbox", () => {
  it("listens on loopback and on an address of its own only", async () => {
    const inside = new Set((await processesInside(shared)).map(({ pid }) => pid));
    const { stdout } = await execa("ss", ["--no-header", "--listening", "--tcp", "--udp", "--numeric", "--processes"]);
    const sockets = stdout.split("\n").filter((line) => {
      return [...line.matchAll(/pid=(\d+)/g)].some(([, pid]) => inside.has(Number(pid)));
    });
    const addresses = sockets.map((line) => line.split(/\s+/)[4]?.replace(/:\d+$/, ""));
    assert.ok(sockets.length >= 5, "etcd twice, the API server, the kubelet and its health");
    assert.deepEqual(new Set(addresses), new Set(["127.0.0.1", shared.nodeIp]));
  });

  it("keeps its keys and kubeconfigs to its user", async () => {
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    assert.deepEqual(await Promise.all([shared.root, shared.pki, shared.config].map(mode)), ["700", "700", "700"]);
    const keys = (await readdir(shared.pki))
      .filter((file) => file.endsWith(".key"))
      .map((key) => join(shared.pki, key));
    const configs = (await readdir(shared.config)).filter((file) => file.endsWith(".kubeconfig"));
    assert.ok(keys.length >= 12 && configs.length === 3);
    for (const path of [...keys, ...configs.map((file) => join(shared.config, file)), shared.kubeconfig]) {
      assert.equal(await mode(path), "600", path);
    }
  });

  describe("gives nothing to a request without credentials", () => {
    let servers: readonly { readonly name: string; readonly port: number; readonly path: string }[];
    let cluster: Stack;

    before(async () => {
      const ports = (await findRunning(shared))?.ports;
      assert.ok(ports);
      servers = [
        { name: "API server", port: ports.api, path: "/api/v1/secrets" },
        { name: "API server", port: ports.api, path: "/version" },
        { name: "kubelet", port: ports.kubelet, path: "/pods" },
        { name: "kubelet", port: ports.kubelet, path: "/metrics" },
        { name: "etcd", port: ports.etcd, path: "/version" },
        { name: "etcd's peers", port: ports.etcdPeer, path: "/members" },
      ];
      cluster = await Stack.make();
    });

    after(async () => {
      await cluster.kubectl("delete", "pod", "stranger", "--ignore-not-found", "--now", "--wait=false");
      await cluster.forget();
    });

    it("from the host", async () => {
      for (const { name, port, path } of servers) {
        const host = name === "kubelet" ? shared.nodeIp : "127.0.0.1";
        const answer = await ask([], `https://${host}:${port}${path}`);
        assert.match(answer, name.startsWith("etcd") ? /certificate required|bad certificate/ : /^401$/, name + path);
      }
    });

    it("from inside a pod", async () => {
      const image = [`--image=${workloadImage}`, "--image-pull-policy=IfNotPresent", "--restart=Never"];
      const work = ["/kuard", "--keygen-enable", "--keygen-num-to-gen=1000", "--keygen-time-to-run=60"];
      await cluster.kubectl("run", "stranger", ...image, "--command", "--", ...work);
      await cluster.kubectl("wait", "--for=condition=Ready", "pod/stranger", "--timeout=60s");
      const pod = (await processesInside(shared)).find(({ command }) => command.includes("--keygen-time-to-run=60\0"));
      assert.ok(pod);
      const fromPod = ["nsenter", "--target", String(pod.pid), "--net"];
      for (const { name, port, path } of servers) {
        const answer = await ask(fromPod, `https://${shared.nodeIp}:${port}${path}`);
        // Only the kubelet can be reached from there at all.
        assert.match(answer, name === "kubelet" ? /^401$/ : /ECONNREFUSED/, name + path);
      }
    });
  });
});

/** What comes back from a server whose certificate is not even checked: a status, or why there was none. */
async function ask(prefix: readonly string[], url: string): Promise<string> {
  const script = `require("node:https").get(process.argv[1], { rejectUnauthorized: false, timeout: 5000 }, (response) => {
    console.log(response.statusCode); response.destroy();
  }).on("error", (error) => console.log(error.code, error.message)).on("timeout", function () { this.destroy(); })`;
  const command = [...prefix, process.execPath, "--eval", script, url];
  return (await execa(command[0] ?? "", command.slice(1))).stdout;
}
