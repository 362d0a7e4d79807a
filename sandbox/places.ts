import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";

/** The checkout: where Pulumi.yaml is. */
export const projectRoot = join(__dirname, "..");

/** Pulumi's name of the project, which is the namespace of its settings: `job-race`, or what `pulumi new` called it. */
export const projectName = (load(readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8")) as { name: string }).name;

/** Built tools, kept between runs and shared by all checkouts of a user. */
export const cacheRoot = join(userFolder("XDG_CACHE_HOME", ".cache"), "job-race");

/** What runs or was raced: sandboxes, and the state of races on clusters of the user's own. */
export const stateRoot = join(userFolder("XDG_STATE_HOME", ".local/state"), "job-race");

/** Sandboxes that may exist on one machine at once, each with a pod network of its own. */
export const sandboxNames = ["default", "test", "spare", "soak", "scale", "bench"] as const;
export type SandboxName = (typeof sandboxNames)[number];

/** Room for that many sandboxes of one user. */
const networksPerUser = 8;

/**
 * The first three numbers of a sandbox's pod network, in 10.244.0.0 to 10.251.255.255. Which eight of them are a user's follows
 * from where the user's state is, so that the sandboxes of two users of one machine do not meet.
 */
function networkOf(name: SandboxName): string {
  const [block = 0] = createHash("sha256").update(stateRoot).digest();
  const number = block * networksPerUser + sandboxNames.indexOf(name);
  return `10.${244 + (number >> 8)}.${number & 255}`;
}

/** Everything one sandbox owns on this machine; removing `root` removes its data. */
export interface SandboxPlaces {
  readonly name: SandboxName;
  readonly root: string;
  /** Certificates and keys, mode 0700. */
  readonly pki: string;
  /** Admin credentials, mode 0600. */
  readonly kubeconfig: string;
  readonly logs: string;
  /** Data of etcd, containerd and the kubelet. */
  readonly data: string;
  readonly config: string;
  /** What runs now: see running.ts. */
  readonly runFile: string;
  /** The sandbox's own Pulumi: PULUMI_HOME, `file://` state, stack settings. */
  readonly pulumi: string;
  /** An address of the sandbox's own on the loopback device; the node's address. */
  readonly nodeIp: string;
  readonly podCidr: string;
  /** Parent of the pods' cgroups. */
  readonly cgroup: string;
  /** How many requests a second the controllers may make, if not as many as Kubernetes lets them: 20 and 50. */
  readonly requestsPerSecond?: number;
}

export function placesOf(name: SandboxName): SandboxPlaces {
  const root = join(stateRoot, name);
  const network = networkOf(name);
  return {
    name,
    root,
    pki: join(root, "pki"),
    kubeconfig: join(root, "kubeconfig"),
    logs: join(root, "logs"),
    data: join(root, "data"),
    config: join(root, "config"),
    runFile: join(root, "running.json"),
    pulumi: join(root, "pulumi"),
    nodeIp: `${network}.1`,
    podCidr: `${network}.0/24`,
    cgroup: `job-race-${network.replaceAll(".", "-")}-${name}`,
  };
}

/** Workspaces of stacks that live as long as a test or a benchmark: the user's own, so that nobody else's command ends them. */
export const stacksRoot = join(stateRoot, "stacks");

/** One folder for each context that was raced on with `npm start -- --context NAME`. */
export const contextsRoot = join(stateRoot, "contexts");

export function contextFolder(context: string): string {
  return join(contextsRoot, encodeURIComponent(context));
}

/** A folder of the XDG base directory specification: an empty variable counts as unset. */
function userFolder(variable: string, fallback: string): string {
  const chosen = process.env[variable];
  return chosen === undefined || chosen === "" ? join(homedir(), fallback) : chosen;
}
