import { join } from "node:path";
import type { SandboxPlaces } from "../places";
import { nodeName } from "./pki";

/** One long-running process of the cluster. */
export interface Daemon {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How the supervisor sees that it serves: a socket exists, or a URL answers with a client certificate. */
  readonly ready?: { readonly socket: string } | { readonly url: string; readonly user: string; readonly ca: string };
}

/** Loopback ports of one run. */
export interface Ports {
  readonly api: number;
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly kubelet: number;
  readonly kubeletHealth: number;
}

/** Absolute paths of the binaries' folders. */
export interface Binaries {
  readonly etcd: string;
  readonly containerd: string;
  readonly cni: string;
  readonly kubernetes: string;
  /** Folder of `runc`. */
  readonly runc: string;
}

/** The cluster's processes in the order in which they start; each waits for the one before it to be ready. */
export function daemonsOf(places: SandboxPlaces, ports: Ports, bin: Binaries): Daemon[] {
  const cert = (file: string) => join(places.pki, `${file}.crt`);
  const key = (file: string) => join(places.pki, `${file}.key`);
  const etcdUrl = `https://127.0.0.1:${ports.etcd}`;
  const peerUrl = `https://127.0.0.1:${ports.etcdPeer}`;
  const kubernetes = (command: string) => join(bin.kubernetes, command);
  return [
    {
      name: "etcd",
      command: join(bin.etcd, "etcd"),
      args: flags({
        name: nodeName,
        "data-dir": join(places.data, "etcd"),
        "listen-client-urls": etcdUrl,
        "advertise-client-urls": etcdUrl,
        "listen-peer-urls": peerUrl,
        "initial-advertise-peer-urls": peerUrl,
        "initial-cluster": `${nodeName}=${peerUrl}`,
        "client-cert-auth": "true",
        "trusted-ca-file": cert("etcd-ca"),
        "cert-file": cert("etcd-server"),
        "key-file": key("etcd-server"),
        "peer-client-cert-auth": "true",
        "peer-trusted-ca-file": cert("etcd-ca"),
        "peer-cert-file": cert("etcd-server"),
        "peer-key-file": key("etcd-server"),
        // A sandbox may lose its last second in a power cut; its disk may be slow.
        "unsafe-no-fsync": "true",
      }),
      ready: { url: `${etcdUrl}/health`, user: "etcd-client", ca: "etcd-ca" },
    },
    {
      name: "containerd",
      command: join(bin.containerd, "containerd"),
      args: ["--config", join(places.config, "containerd.toml")],
      env: { PATH: [bin.containerd, bin.runc, "/usr/sbin:/usr/bin:/sbin:/bin"].join(":") },
      ready: { socket: containerdSocket },
    },
    {
      name: "kube-apiserver",
      command: kubernetes("kube-apiserver"),
      args: flags({
        "bind-address": "127.0.0.1",
        "advertise-address": places.nodeIp,
        "secure-port": ports.api,
        "tls-cert-file": cert("apiserver"),
        "tls-private-key-file": key("apiserver"),
        "client-ca-file": cert("ca"),
        "anonymous-auth": "false",
        "authorization-mode": "Node,RBAC",
        "enable-admission-plugins": "NodeRestriction",
        "etcd-servers": etcdUrl,
        "etcd-cafile": cert("etcd-ca"),
        "etcd-certfile": cert("etcd-client"),
        "etcd-keyfile": key("etcd-client"),
        "kubelet-client-certificate": cert("apiserver-kubelet"),
        "kubelet-client-key": key("apiserver-kubelet"),
        "kubelet-certificate-authority": cert("ca"),
        // The node's name resolves nowhere: `kubectl logs` must go by address.
        "kubelet-preferred-address-types": "InternalIP",
        "service-account-issuer": "https://kubernetes.default.svc",
        "service-account-key-file": join(places.pki, "service-account.pub"),
        "service-account-signing-key-file": key("service-account"),
        "service-cluster-ip-range": "10.96.0.0/16",
        "endpoint-reconciler-type": "none",
      }),
      ready: { url: `https://127.0.0.1:${ports.api}/readyz`, user: "admin", ca: "ca" },
    },
    {
      name: "kube-controller-manager",
      command: kubernetes("kube-controller-manager"),
      args: flags({
        kubeconfig: join(places.config, "controller-manager.kubeconfig"),
        "bind-address": "127.0.0.1",
        "secure-port": 0,
        "leader-elect": "false",
        "use-service-account-credentials": "true",
        "service-account-private-key-file": key("service-account"),
        "root-ca-file": cert("ca"),
        controllers: ["*", ...controllersOff.map((name) => `-${name}`)].join(","),
        ...rates(places),
      }),
    },
    {
      name: "kube-scheduler",
      command: kubernetes("kube-scheduler"),
      args: flags({
        kubeconfig: join(places.config, "scheduler.kubeconfig"),
        "bind-address": "127.0.0.1",
        "secure-port": 0,
        "leader-elect": "false",
        ...rates(places, SCHEDULER),
      }),
    },
    {
      name: "kubelet",
      command: kubernetes("kubelet"),
      args: flags({
        config: join(places.config, "kubelet.json"),
        kubeconfig: join(places.config, "kubelet.kubeconfig"),
        "hostname-override": nodeName,
        "node-ip": places.nodeIp,
        "root-dir": join(places.data, "kubelet"),
      }),
    },
  ];
}

/**
 * Controllers that no Job needs. Each gets an account of its own at the start, at 20 requests/s, and the node takes pods only
 * when the last one runs: without these, it is ready 2 s earlier. What a heat depends on runs as everywhere.
 */
const controllersOff = [
  "certificatesigningrequest-approving-controller",
  "certificatesigningrequest-cleaner-controller",
  "certificatesigningrequest-signing-controller",
  "daemonset-controller",
  "endpoints-controller",
  "endpointslice-controller",
  "endpointslice-mirroring-controller",
  "horizontal-pod-autoscaler-controller",
  "legacy-serviceaccount-token-cleaner-controller",
  "persistentvolume-attach-detach-controller",
  "persistentvolume-expander-controller",
  "replicationcontroller-controller",
  "service-cidr-controller",
  "statefulset-controller",
  "ttl-controller",
  "validatingadmissionpolicy-status-controller",
  "volumeattributesclass-protection-controller",
];

/** On the sandbox's own /run: see supervisor.ts. */
export const containerdSocket = "/run/containerd/containerd.sock";

/** Kubernetes' own rates for the scheduler, which a slower Job controller does not change. */
const SCHEDULER = { "kube-api-qps": 50, "kube-api-burst": 100 };

function rates({ requestsPerSecond }: SandboxPlaces, least = { "kube-api-qps": 0, "kube-api-burst": 0 }) {
  if (requestsPerSecond === undefined) return {};
  return {
    "kube-api-qps": Math.max(least["kube-api-qps"], requestsPerSecond),
    "kube-api-burst": Math.max(least["kube-api-burst"], requestsPerSecond * 1.5),
  };
}

function flags(values: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}
