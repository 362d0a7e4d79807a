/** A tool that is built from its Go module: `sandbox/tools/<name>/go.mod` pins every version. */
export interface GoTool {
  readonly name: string;
  /** Go packages, each built to a binary named after its last path element or `as`. */
  readonly packages: readonly string[];
  /** File name of a single package's binary, where it is not the package's own. */
  readonly as?: string;
  /** `-X` values: what the binary says of its own version. */
  readonly stamps?: Readonly<Record<string, string>>;
  /** Files of a dependency that `main.go` embeds: file name -> module and path in it. */
  readonly embeds?: Readonly<Record<string, { module: string; path: string }>>;
  /** Wall time of a cold build on two cores, in seconds: shown beside the step. */
  readonly usualSeconds: number;
}

const pulumiVersion = "3.259.0";
export const kubernetesProviderVersion = "4.25.0";
export const commandProviderVersion = "1.2.1";
const kubernetesVersion = "1.34.4";

const providerModule = "github.com/pulumi/pulumi-kubernetes/provider/v4";

/** What the Pulumi side of a race needs, where PATH has no `pulumi`. */
export const pulumiTools: readonly GoTool[] = [
  {
    name: "pulumi-language-nodejs",
    packages: ["github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"],
    usualSeconds: 30,
  },
  {
    name: "pulumi",
    packages: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${pulumiVersion}` },
    usualSeconds: 240,
  },
];

export const kubernetesProviderTool: GoTool = {
  name: "pulumi-resource-kubernetes",
  packages: ["."],
  as: "pulumi-resource-kubernetes",
  stamps: { [`${providerModule}/pkg/version.Version`]: kubernetesProviderVersion },
  embeds: {
    "schema.json": { module: providerModule, path: "cmd/pulumi-resource-kubernetes/schema.json" },
    "terraform-mapping.json": { module: providerModule, path: "cmd/pulumi-resource-kubernetes/terraform-mapping.json" },
  },
  usualSeconds: 480,
};

/** What a one-node Kubernetes is made of. */
export const clusterTools: readonly GoTool[] = [
  { name: "etcd", packages: ["go.etcd.io/etcd/server/v3"], as: "etcd", usualSeconds: 50 },
  {
    name: "containerd",
    packages: ["containerd", "containerd-shim-runc-v2", "ctr"].map(
      (c) => `github.com/containerd/containerd/v2/cmd/${c}`,
    ),
    stamps: { "github.com/containerd/containerd/v2/version.Version": "2.2.9" },
    usualSeconds: 60,
  },
  {
    name: "cni",
    packages: ["main/ptp", "main/loopback", "ipam/host-local"].map(
      (plugin) => `github.com/containernetworking/plugins/plugins/${plugin}`,
    ),
    usualSeconds: 10,
  },
  { name: "workload", packages: ["./keygen", "./pause"], usualSeconds: 5 },
  {
    name: "kubernetes",
    packages: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl"].map(
      (command) => `k8s.io/kubernetes/cmd/${command}`,
    ),
    stamps: {
      "k8s.io/component-base/version.gitVersion": `v${kubernetesVersion}`,
      "k8s.io/component-base/version.gitMajor": "1",
      "k8s.io/component-base/version.gitMinor": "34",
    },
    usualSeconds: 270,
  },
];

/** Checks the workflow files in `npm test`. */
export const actionlintTool: GoTool = {
  name: "actionlint",
  packages: ["github.com/rhysd/actionlint/cmd/actionlint"],
  usualSeconds: 10,
};
