import assert from "node:assert/strict";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { serverCertificate } from "../../../fake-kubernetes/certificate";
import type { CertificateSketch } from "../../../fake-kubernetes/certificate";
import { fastWait } from "../../../fake-kubernetes/fast-wait";
import { startFakeKubernetes } from "../../../fake-kubernetes/fake-kubernetes";
import { applySteps, recording, requestFor } from "../../../fake-kubernetes/replay";

const HOUR_MS = 3_600_000;
const recorded = recording("success");
const request = { ...requestFor(recorded), timeoutSeconds: 30 };

interface Cluster {
  server: string;
  "certificate-authority-data"?: string;
  "tls-server-name"?: string;
}

/** A kubeconfig with another cluster or user entry. */
function changed(kubeconfig: string, cluster: (old: Cluster) => Partial<Cluster>, user: object = {}): string {
  const parsed = JSON.parse(kubeconfig) as { clusters: [{ cluster: Cluster }]; users: [{ user: object }] };
  const [{ cluster: old }] = parsed.clusters;
  return JSON.stringify({
    ...parsed,
    clusters: [{ name: "fake", cluster: { ...old, ...cluster(old) } }],
    users: [{ name: "fake", user: { ...parsed.users[0].user, ...user } }],
  });
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("A wait on a cluster whose TLS is not sound", () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function fakeWith(tls: CertificateSketch | false) {
    const fake = await startFakeKubernetes({ tls: tls === false ? false : await serverCertificate(tls) });
    applySteps(fake.cluster, recorded.steps);
    stops.push(fake.stop);
    return fake;
  }

  /** The real pauses between attempts are what a person waits; one test is enough for them. */
  const REAL = { firstPauseMs: 250, longestPauseMs: 10_000, answerMs: 15_000 };

  async function assertEnds(kubeconfig: string, reason: string, came: RegExp, next: RegExp, pauses = {}) {
    const { error, tookMs } = await fastWait({ kubeconfig }, request, pauses);
    assert.equal(error?.name, reason, error?.message);
    assert.match(error.message, came);
    assert.match(error.message.split("\nNext: ")[1] ?? "", next);
    assert.ok(tookMs < 4_000, `${tookMs} ms`);
  }

  for (const [what, sketch, reason, came, next] of [
    [
      "is for another name",
      { address: { type: "dns", value: "kubernetes.example" } },
      "CertificateName",
      /does not match certificate's altnames/,
      /tls-server-name/,
    ],
    [
      "has expired",
      { notBefore: new Date(Date.now() - 2 * HOUR_MS), notAfter: new Date(Date.now() - HOUR_MS) },
      "CertificateExpired",
      /CERT_HAS_EXPIRED/,
      /renew the API server's certificate/,
    ],
    [
      "is not valid yet",
      { notBefore: new Date(Date.now() + HOUR_MS) },
      "CertificateExpired",
      /CERT_NOT_YET_VALID/,
      /this machine's clock/,
    ],
  ] as const) {
    for (const isIssued of [false, true]) {
      const signer = isIssued ? "the authority" : "itself";
      it(`ends within seconds with ${reason} when a certificate that ${signer} signed ${what}`, async () => {
        const fake = await fakeWith({ ...sketch, isIssued });
        await assertEnds(fake.kubeconfig, reason, came, next);
      });
    }
  }

  for (const isIssued of [false, true]) {
    const signer = isIssued ? "an authority that the kubeconfig does not know" : "the server itself";
    it(`ends within seconds with UnknownAuthority when ${signer} has signed the certificate`, async () => {
      const fake = await fakeWith({ isIssued });
      const { authority } = await serverCertificate();
      const other = changed(fake.kubeconfig, () => ({ "certificate-authority-data": base64(authority) }));
      await assertEnds(other, "UnknownAuthority", /SELF_SIGNED|UNABLE_TO|SIGNATURE/, /certificate-authority-data/);
    });
  }

  it("ends within seconds with PlainHttp when the server of an https address speaks no TLS", async () => {
    const fake = await fakeWith(false);
    const https = changed(fake.kubeconfig, ({ server }) => ({ server: server.replace("http:", "https:") }));
    await assertEnds(https, "PlainHttp", /wrong version number|packet length too long/i, /speaks no TLS/, REAL);
  });

  it("ends within seconds with NeedsTls when a server that wants TLS is asked without", async () => {
    const answer = "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
    const { port, stop } = await rawServer((socket) => socket.once("data", () => socket.end(answer)));
    stops.push(stop);
    const plain = changed((await fakeWith(false)).kubeconfig, () => ({ server: `http://127.0.0.1:${port}` }));
    await assertEnds(plain, "NeedsTls", /HTTP 400, Client sent an HTTP request to an HTTPS server/, /https:\/\//);
  });

  it("ends within seconds with ClientCertificate when the server refuses ours, or ours can't be read", async () => {
    const [known, other] = await Promise.all([serverCertificate(), serverCertificate()]);
    const fake = await fakeWith({});
    const user = (cert: string, key: string) => ({
      "client-certificate-data": base64(cert),
      "client-key-data": base64(key),
    });
    const { port, stop } = await alerting(BAD_CERTIFICATE);
    stops.push(stop);
    const refused = changed(fake.kubeconfig, () => ({ server: `https://127.0.0.1:${port}` }));
    await assertEnds(refused, "ClientCertificate", /bad certificate/i, /client-certificate-data/);
    const mixed = changed(fake.kubeconfig, () => ({}), user(known.cert, other.key));
    await assertEnds(mixed, "ClientCertificate", /ERR_OSSL|key values mismatch/i, /log in to the cluster again/);
    const torn = changed(fake.kubeconfig, () => ({}), user("no certificate", known.key));
    await assertEnds(torn, "ClientCertificate", /ERR_OSSL|PEM/i, /client-key-data/);
  });

  it("ends within seconds with TlsHandshake when the two share no version of TLS", async () => {
    const { port, stop } = await alerting(PROTOCOL_VERSION);
    stops.push(stop);
    const old = changed((await fakeWith({})).kubeconfig, () => ({ server: `https://127.0.0.1:${port}` }));
    await assertEnds(old, "TlsHandshake", /protocol version/i, /openssl s_client/);
  });

  it("times a heat where the kubeconfig names the certificate's own name", async () => {
    const fake = await fakeWith({ address: { type: "dns", value: "kubernetes.example" }, isIssued: true });
    const named = changed(fake.kubeconfig, () => ({ "tls-server-name": "kubernetes.example" }));
    const { timing, error } = await fastWait({ kubeconfig: named }, request);
    assert.equal(error, undefined);
    assert.ok(timing !== undefined);
  });
});

const BAD_CERTIFICATE = 42;
const PROTOCOL_VERSION = 70;

/** Answers whatever is said with one fatal TLS alert. */
function alerting(description: number) {
  const alert = Buffer.from([21, 3, 3, 0, 2, 2, description]);
  return rawServer((socket) => socket.once("data", () => socket.end(alert)));
}

async function rawServer(onSocket: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
