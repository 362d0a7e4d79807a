import * as versions from "./versions";

/** One file of an official release. */
export interface ReleaseFile {
  readonly url: string;
  /** Where its project publishes the checksum: beside a file name, or alone. */
  readonly checksums: string;
  /** What of it is a tool's: paths in the archive. Absent: the file is the program itself. */
  readonly paths?: readonly string[];
  readonly megabytes: number;
}

const arch = process.arch === "x64" ? "amd64" : process.arch;
const github = (repository: string, tag: string) => `https://github.com/${repository}/releases/download/${tag}`;

/** Official releases by the name of the tool that they bring: exactly the versions that are built elsewhere. */
export const releases: Readonly<Record<string, readonly ReleaseFile[]>> = {
  etcd: [
    archive(github("etcd-io/etcd", `v${versions.etcd}`), `etcd-v${versions.etcd}-linux-${arch}.tar.gz`, "SHA256SUMS", {
      paths: [`etcd-v${versions.etcd}-linux-${arch}/etcd`],
      megabytes: 24,
    }),
  ],
  containerd: [
    archive(
      github("containerd/containerd", `v${versions.containerd}`),
      `containerd-${versions.containerd}-linux-${arch}.tar.gz`,
      `containerd-${versions.containerd}-linux-${arch}.tar.gz.sha256sum`,
      { paths: ["containerd", "containerd-shim-runc-v2", "ctr"].map((name) => `bin/${name}`), megabytes: 34 },
    ),
  ],
  cni: [
    archive(
      github("containernetworking/plugins", `v${versions.cni}`),
      `cni-plugins-linux-${arch}-v${versions.cni}.tgz`,
      `cni-plugins-linux-${arch}-v${versions.cni}.tgz.sha256`,
      { paths: ["./ptp", "./loopback", "./host-local"], megabytes: 52 },
    ),
  ],
  kubernetes: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl"].map((name) => {
    const url = `https://dl.k8s.io/release/v${versions.kubernetes}/bin/linux/${arch}/${name}`;
    return { url, checksums: `${url}.sha256`, megabytes: 70 };
  }),
  pulumi: [pulumiArchive(["pulumi/pulumi"])],
  "pulumi-language-nodejs": [pulumiArchive(["pulumi/pulumi-language-nodejs"])],
  "pulumi-resource-kubernetes": [plugin("kubernetes", versions.kubernetesProvider, 45)],
  "pulumi-resource-command": [plugin("command", versions.commandProvider, 20)],
  go: [goArchive()],
};

/** Where else these files are, as `HOST/PATH` below one address: a mirror's, or a test's. `none` asks nobody. */
const mirror = () => process.env["JOB_RACE_RELEASES"] ?? "";

export function releasesAreOff(): boolean {
  return mirror() === "none";
}

/** The address that is asked for a file of a release. */
export function addressOf(url: string): string {
  if (mirror() === "") return url;
  const { host, pathname } = new URL(url);
  return `${mirror().replace(/\/$/, "")}/${host}${pathname}`;
}

function archive(
  folder: string,
  file: string,
  checksums: string,
  rest: Omit<ReleaseFile, "url" | "checksums">,
): ReleaseFile {
  return { url: `${folder}/${file}`, checksums: `${folder}/${checksums}`, ...rest };
}

function pulumiArchive(paths: readonly string[]): ReleaseFile {
  const file = `pulumi-v${versions.pulumi}-linux-${process.arch}.tar.gz`;
  return archive("https://get.pulumi.com/releases/sdk", file, `pulumi-${versions.pulumi}-checksums.txt`, {
    paths,
    megabytes: 110,
  });
}

function plugin(name: string, version: string, megabytes: number): ReleaseFile {
  const file = `pulumi-resource-${name}-v${version}-linux-${arch}.tar.gz`;
  const folder = github(`pulumi/pulumi-${name}`, `v${version}`);
  const checksums = `pulumi-${name}_${version}_checksums.txt`;
  return archive(folder, file, checksums, { paths: [`pulumi-resource-${name}`], megabytes });
}

function goArchive(): ReleaseFile {
  const file = `go${versions.go}.linux-${arch}.tar.gz`;
  return archive("https://dl.google.com/go", file, `${file}.sha256`, {
    paths: ["go"],
    megabytes: 68,
  });
}
