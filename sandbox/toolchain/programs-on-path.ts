import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import * as versions from "./versions";

interface Wanted {
  readonly programs: readonly [string, ...string[]];
  /** What the first of them is asked, and what in its answer says that it fits. */
  readonly ask: readonly string[];
  readonly fits: RegExp;
}

const minor = (version: string) => version.split(".").slice(0, 2).join("\\.");

/** Programs of the user's own that do as well as ours: the same minor version; CNI's plugins have kept their interface. */
const wanted: Readonly<Record<string, Wanted>> = {
  etcd: { programs: ["etcd"], ask: ["--version"], fits: new RegExp(`etcd Version: ${minor(versions.etcd)}\\.`) },
  containerd: {
    programs: ["containerd", "containerd-shim-runc-v2", "ctr"],
    ask: ["--version"],
    fits: new RegExp(` v?${minor(versions.containerd)}\\.`),
  },
  cni: { programs: ["host-local", "ptp", "loopback"], ask: ["--version"], fits: /plugin v1\./ },
  kubernetes: {
    programs: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl"],
    ask: ["--version"],
    fits: new RegExp(`Kubernetes v${minor(versions.kubernetes)}\\.`),
  },
};

const found = new Map<string, Promise<string | undefined>>();

/** The folder on PATH that has all programs of a tool, in a version that fits. */
export function folderOnPath(tool: string): Promise<string | undefined> {
  const known = found.get(tool) ?? find(tool);
  found.set(tool, known);
  return known;
}

async function find(tool: string): Promise<string | undefined> {
  const want = wanted[tool];
  if (want === undefined) return undefined;
  const folder = (process.env["PATH"] ?? "")
    .split(":")
    .find((entry) => entry !== "" && want.programs.every((program) => existsSync(join(entry, program))));
  if (folder === undefined) return undefined;
  const { all } = await execa(join(folder, want.programs[0]), want.ask, {
    all: true,
    reject: false,
    stdin: "ignore",
    timeout: 5_000,
  });
  return want.fits.test(all) ? folder : undefined;
}
