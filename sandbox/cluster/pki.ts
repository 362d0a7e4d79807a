import { webcrypto, X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { SandboxPlaces } from "../places";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const dayMs = 86_400_000;

/** A certificate that one part of the cluster shows to another. */
interface Identity {
  /** File name without `.crt` and `.key`. */
  readonly file: string;
  readonly commonName: string;
  /** A Kubernetes group. */
  readonly organization?: string;
  /** Names and addresses of a server. */
  readonly hosts?: readonly string[];
}

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/**
 * Writes the sandbox's certificates and keys, all new: two authorities, so that only the API server may talk to etcd.
 * Keys have mode 0600.
 */
export async function writePki(places: SandboxPlaces): Promise<void> {
  const { pki, nodeIp } = places;
  await mkdir(pki, { recursive: true, mode: 0o700 });
  const cluster = await makeAuthority(pki, "ca", "job-race sandbox");
  const etcd = await makeAuthority(pki, "etcd-ca", "job-race sandbox etcd");
  const loopback = ["127.0.0.1", "localhost"];
  const identities: [Authority, Identity][] = [
    [cluster, { file: "apiserver", commonName: "kube-apiserver", hosts: [...loopback, "kubernetes", "10.96.0.1"] }],
    [cluster, { file: "apiserver-kubelet", commonName: "kube-apiserver", organization: "system:masters" }],
    [cluster, { file: "kubelet-server", commonName: nodeName, hosts: [nodeIp, nodeName] }],
    [cluster, { file: "kubelet", commonName: `system:node:${nodeName}`, organization: "system:nodes" }],
    [cluster, { file: "controller-manager", commonName: "system:kube-controller-manager" }],
    [cluster, { file: "scheduler", commonName: "system:kube-scheduler" }],
    [cluster, { file: "admin", commonName: "job-race-admin", organization: "system:masters" }],
    [etcd, { file: "etcd-server", commonName: "etcd", hosts: loopback }],
    [etcd, { file: "etcd-client", commonName: "kube-apiserver" }],
  ];
  for (const [authority, identity] of identities) await issue(pki, authority, identity);
  const tokens = await newKeys();
  await writeKey(pki, "service-account", tokens.privateKey);
  await writePem(
    join(pki, "service-account.pub"),
    "PUBLIC KEY",
    await webcrypto.subtle.exportKey("spki", tokens.publicKey),
    0o644,
  );
}

export const nodeName = "sandbox";

/** Whether there are no certificates, or they end within a month. */
export async function needsNewPki(places: SandboxPlaces): Promise<boolean> {
  const read = (file: string) => readFile(join(places.pki, file), "utf8");
  const pem = await read("service-account.pub")
    .then(() => Promise.all([read("ca.crt"), read("kubelet-server.crt")]))
    .catch(() => undefined);
  if (pem === undefined) return true;
  const [authority, kubelet] = pem.map((text) => new X509Certificate(text));
  const endsSoon = new Date(authority?.validTo ?? 0).getTime() < Date.now() + 30 * dayMs;
  return endsSoon || kubelet?.checkIP(places.nodeIp) === undefined;
}

/** A kubeconfig that holds its credentials itself, mode 0600. */
export async function writeKubeconfig(path: string, pki: string, user: string, server: string): Promise<void> {
  const base64 = async (file: string) => (await readFile(join(pki, file))).toString("base64");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": contextName,
    clusters: [{ name: contextName, cluster: { server, "certificate-authority-data": await base64("ca.crt") } }],
    contexts: [{ name: contextName, context: { cluster: contextName, user } }],
    users: [
      {
        name: user,
        user: {
          "client-certificate-data": await base64(`${user}.crt`),
          "client-key-data": await base64(`${user}.key`),
        },
      },
    ],
  };
  await writeFile(path, JSON.stringify(config, undefined, 2), { mode: 0o600 });
}

const contextName = "job-race-sandbox";

async function makeAuthority(pki: string, file: string, commonName: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    serialNumber: serial(),
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writeFile(join(pki, `${file}.crt`), certificate.toString("pem"));
  await writeKey(pki, file, keys.privateKey);
  return { certificate, keys };
}

async function issue(pki: string, authority: Authority, identity: Identity): Promise<void> {
  const keys = await newKeys();
  const hosts = identity.hosts?.map((host) => ({ type: /^[\d.]+$/.test(host) ? "ip" : "dns", value: host }) as const);
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(),
    serialNumber: serial(),
    subject: [{ CN: [identity.commonName] }, ...(identity.organization ? [{ O: [identity.organization] }] : [])],
    issuer: authority.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
      ...(hosts ? [new x509.SubjectAlternativeNameExtension([...hosts])] : []),
    ],
  });
  await writeFile(join(pki, `${identity.file}.crt`), certificate.toString("pem"));
  await writeKey(pki, identity.file, keys.privateKey);
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function writeKey(pki: string, file: string, key: webcrypto.CryptoKey): Promise<void> {
  await writePem(join(pki, `${file}.key`), "PRIVATE KEY", await webcrypto.subtle.exportKey("pkcs8", key), 0o600);
}

async function writePem(path: string, tag: string, bytes: ArrayBuffer, mode: number): Promise<void> {
  await writeFile(path, x509.PemConverter.encode(bytes, tag), { mode });
}

/** An hour of grace for clocks that run behind. */
function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - dayMs / 24), notAfter: new Date(Date.now() + 365 * dayMs) };
}

function serial(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString("hex");
}
