import * as versions from "./versions";

/**
 * A tool that is built from its Go module. Those of the module `shared` have one set of versions: apart, each one's own versions
 * made the same packages compile up to three times. Two can't join it. The Kubernetes provider does not compile with the CLI's
 * version of Pulumi's packages, and the language host is in an old version of them; their other versions are those of `shared`.
 */
export interface GoTool {
  readonly name: string;
  /** Folder with the `go.mod` that pins every version, below `sandbox/tools`; or the workload's own. */
  readonly module:
    | "shared"
    | "workload"
    | "jetstream"
    | "pulumi-language-nodejs"
    | "pulumi-resource-kubernetes"
    | "actionlint"
    | "kwok";
  /** Go packages, each built to a binary named after its last path element or `as`. */
  readonly packages: readonly string[];
  /** File name of a single package's binary, where it is not the package's own. */
  readonly as?: string;
  /** `-X` values: what the binary says of its own version. */
  readonly stamps?: Readonly<Record<string, string>>;
  /** Files of a dependency that `main.go` embeds: file name -> module and path in it. */
  readonly embeds?: Readonly<Record<string, { module: string; path: string }>>;
  /** Packages that the program holds but a race never calls: they are compiled without optimising them, which saves a tenth of the time. */
  readonly neverCalled?: string;
  /** Names under which one binary is several programs: it is linked once. */
  readonly links?: readonly string[];
  /** CPU time of a build with empty caches, after the tools before it in the catalogue, in seconds. */
  readonly cpuSeconds: number;
}

const providerModule = "github.com/pulumi/pulumi-kubernetes/provider/v4";

/** What the Pulumi side of a race needs, where PATH has no `pulumi`. */
export const pulumiTools: readonly GoTool[] = [
  {
    name: "pulumi-language-nodejs",
    module: "pulumi-language-nodejs",
    packages: ["github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"],
    cpuSeconds: 15,
  },
  {
    name: "pulumi",
    module: "shared",
    packages: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${versions.pulumi}` },
    cpuSeconds: 240,
  },
];

export const kubernetesProviderTool: GoTool = {
  name: "pulumi-resource-kubernetes",
  module: "pulumi-resource-kubernetes",
  packages: ["."],
  as: "pulumi-resource-kubernetes",
  stamps: { [`${providerModule}/pkg/version.Version`]: versions.kubernetesProvider },
  // Its own SDK for Go, for components that no race declares: most of what is compiled for it.
  neverCalled: "github.com/pulumi/pulumi-kubernetes/sdk/v4/...",
  embeds: {
    "schema.json": { module: providerModule, path: "cmd/pulumi-resource-kubernetes/schema.json" },
    "terraform-mapping.json": { module: providerModule, path: "cmd/pulumi-resource-kubernetes/terraform-mapping.json" },
  },
  cpuSeconds: 370,
};

/** What a one-node Kubernetes is made of. */
export const clusterTools: readonly GoTool[] = [
  { name: "etcd", module: "shared", packages: ["go.etcd.io/etcd/server/v3"], as: "etcd", cpuSeconds: 70 },
  {
    name: "containerd",
    module: "shared",
    packages: ["containerd", "containerd-shim-runc-v2", "ctr"].map(
      (command) => `github.com/containerd/containerd/v2/cmd/${command}`,
    ),
    stamps: { "github.com/containerd/containerd/v2/version.Version": versions.containerd },
    cpuSeconds: 75,
  },
  {
    name: "cni",
    module: "shared",
    packages: ["main/ptp", "main/loopback", "ipam/host-local"].map(
      (plugin) => `github.com/containernetworking/plugins/plugins/${plugin}`,
    ),
    cpuSeconds: 5,
  },
  { name: "workload", module: "workload", packages: ["./keygen", "./pause"], cpuSeconds: 20 },
  {
    name: "kubernetes",
    module: "shared",
    packages: ["./kubernetes"],
    links: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl"],
    stamps: {
      "k8s.io/component-base/version.gitVersion": `v${versions.kubernetes}`,
      "k8s.io/component-base/version.gitMajor": "1",
      "k8s.io/component-base/version.gitMinor": "34",
    },
    cpuSeconds: 365,
  },
];

/** A broker and its workers, for the examples that race them alone. */
export const natsTool: GoTool = {
  name: "nats",
  module: "jetstream",
  packages: ["github.com/nats-io/nats-server/v2", "."],
  cpuSeconds: 40,
};

/** Checks the workflow files in `npm test`. */
export const actionlintTool: GoTool = {
  name: "actionlint",
  module: "actionlint",
  packages: ["github.com/rhysd/actionlint/cmd/actionlint"],
  cpuSeconds: 20,
};

/** Simulates nodes and their pods, for `npm run scale` alone. */
export const kwokTool: GoTool = {
  name: "kwok",
  module: "kwok",
  packages: ["sigs.k8s.io/kwok/cmd/kwok"],
  cpuSeconds: 130,
};
