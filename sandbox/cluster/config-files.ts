import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxPlaces } from "../places";
import { containerdSocket, type Binaries, type Ports } from "./daemons";
import { writeKubeconfig } from "./pki";

export const pauseImage = "job-race.local/pause:sandbox";

/** Writes what the daemons read at their start. */
export async function writeConfigFiles(places: SandboxPlaces, ports: Ports, bin: Binaries): Promise<void> {
  const { config, pki } = places;
  const server = `https://127.0.0.1:${ports.api}`;
  await mkdir(join(config, "cni"), { recursive: true, mode: 0o700 });
  for (const user of ["controller-manager", "scheduler", "kubelet"]) {
    await writeKubeconfig(join(config, `${user}.kubeconfig`), pki, user, server);
  }
  await writeKubeconfig(places.kubeconfig, pki, "admin", server);
  for (const [file, text] of Object.entries(configTexts(places, ports, bin))) await writeFile(join(config, file), text);
}

/** The configuration by its file's path. */
export function configTexts(places: SandboxPlaces, ports: Ports, bin: Binaries): Record<string, string> {
  return {
    "containerd.toml": containerdConfig(places, bin),
    "cni/10-sandbox.conflist": json(cniConfig(places)),
    "kubelet.json": json(kubeletConfig(places, ports)),
  };
}

function containerdConfig(places: SandboxPlaces, bin: Binaries): string {
  return `version = 3
root = "${join(places.data, "containerd")}"
state = "/run/containerd"
disabled_plugins = ["io.containerd.nri.v1.nri", "io.containerd.internal.v1.opt"]

[grpc]
  address = "${containerdSocket}"

[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
[plugins."io.containerd.cri.v1.images".pinned_images]
  sandbox = "${pauseImage}"

[plugins."io.containerd.cri.v1.runtime"]
  # Without CAP_SYS_RESOURCE, as in many virtual machines, nothing may lower its own score.
  restrict_oom_score_adj = true
[plugins."io.containerd.cri.v1.runtime".cni]
  bin_dirs = ["${bin.cni}"]
  conf_dir = "${join(places.config, "cni")}"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
`;
}

function cniConfig(places: SandboxPlaces): object {
  return {
    cniVersion: "1.0.0",
    name: places.cgroup,
    plugins: [
      {
        type: "ptp",
        ipMasq: false,
        ipam: {
          type: "host-local",
          dataDir: "/run/cni",
          ranges: [[{ subnet: places.podCidr, rangeStart: `${places.nodeIp}0` }]],
          routes: [{ dst: "0.0.0.0/0" }],
        },
      },
    ],
  };
}

function kubeletConfig(places: SandboxPlaces, ports: Ports): object {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: places.nodeIp,
    port: ports.kubelet,
    healthzPort: ports.kubeletHealth,
    healthzBindAddress: "127.0.0.1",
    readOnlyPort: 0,
    authentication: { anonymous: { enabled: false }, x509: { clientCAFile: join(places.pki, "ca.crt") } },
    authorization: { mode: "Webhook" },
    tlsCertFile: join(places.pki, "kubelet-server.crt"),
    tlsPrivateKeyFile: join(places.pki, "kubelet-server.key"),
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${places.cgroup}`,
    failSwapOn: false,
    podLogsDir: join(places.data, "pod-logs"),
    resolvConf: "",
    // A developer's disk is often fuller than a server's.
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
  };
}

function json(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
