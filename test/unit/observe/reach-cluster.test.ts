import assert from "node:assert/strict";
import { reachCluster } from "../../../observe/reach-cluster";
import { serverCertificate, type CertificateSketch } from "../../fake-kubernetes/certificate";
import { startFakeKubernetes } from "../../fake-kubernetes/fake-kubernetes";

const HOUR_MS = 3_600_000;

describe("The cluster of a race", () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function kubeconfigOf(tls: CertificateSketch | false, change = (text: string) => text): Promise<string> {
    const fake = await startFakeKubernetes({ tls: tls === false ? false : await serverCertificate(tls) });
    stops.push(fake.stop);
    return change(fake.kubeconfig);
  }

  it("is reached where its certificate is sound", async () => {
    await reachCluster({ kubeconfig: await kubeconfigOf({}) });
  });

  it("is left to whoever asks next where it does not answer", async () => {
    const kubeconfig = await kubeconfigOf({});
    await stops.pop()?.();
    await reachCluster({ kubeconfig });
  });

  for (const [what, sketch, change, expected] of [
    [
      "whose certificate is for another name",
      { address: { type: "dns", value: "elsewhere.example" } },
      undefined,
      /^CertificateName: expected a trusted connection to the cluster, got [\s\S]*\nNext: set the kubeconfig's `server`/,
    ],
    [
      "whose certificate has expired",
      { notBefore: new Date(Date.now() - 2 * HOUR_MS), notAfter: new Date(Date.now() - HOUR_MS) },
      undefined,
      /^CertificateExpired: .*\nNext: renew the API server's certificate/,
    ],
    [
      "that speaks no TLS",
      false,
      (text: string) => text.replace("http://", "https://"),
      /^PlainHttp: .*\nNext: check the kubeconfig's `server`/,
    ],
  ] as const) {
    it(`${what} is named, with what to do`, async () => {
      const kubeconfig = await kubeconfigOf(sketch, change);
      await assert.rejects(reachCluster({ kubeconfig }), { message: expected });
    });
  }
});
