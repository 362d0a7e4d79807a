import type { TlsTrouble } from "../api/tls-trouble";
import { jobName } from "../heat-request";
import { AGAIN, type Failure } from "./failure-entry";
import type { FailureScene } from "./failure-scene";

const toReach = ({ request }: FailureScene) => `a trusted connection to the cluster of ${jobName(request)}`;

/** Each TLS fault is one of the kubeconfig or of a certificate: nothing that another attempt changes. */
export const TLS_FAILURES = {
  CertificateName: {
    expected: toReach,
    next: () =>
      `set the kubeconfig's \`server\` to a name that the certificate has, or its \`tls-server-name\` to one of those, ` +
      `${AGAIN}.`,
  },
  CertificateExpired: {
    expected: toReach,
    next: () =>
      `renew the API server's certificate (\`kubeadm certs renew apiserver\`, say), or set this machine's clock right, ` +
      `${AGAIN}.`,
  },
  UnknownAuthority: {
    expected: toReach,
    next: () =>
      "get a current kubeconfig of this cluster, or set its `certificate-authority-data` to the authority that signed " +
      `the certificate, ${AGAIN}.`,
  },
  CertificateRefused: {
    expected: toReach,
    next: () => `have the API server's certificate made again by its authority, ${AGAIN}.`,
  },
  ClientCertificate: {
    expected: toReach,
    next: () =>
      "renew the kubeconfig's `client-certificate-data` and `client-key-data` (log in to the cluster again), " +
      `${AGAIN}.`,
  },
  PlainHttp: {
    expected: toReach,
    next: () =>
      "check the kubeconfig's `server`: what listens there speaks no TLS. Its port may be another, or its address begin " +
      "with http://.",
  },
  NeedsTls: {
    expected: toReach,
    next: () => `let the kubeconfig's \`server\` begin with https://, ${AGAIN}.`,
  },
  TlsHandshake: {
    expected: toReach,
    next: () =>
      "try `openssl s_client -connect HOST:PORT` with the kubeconfig's server: a proxy may break in, or share no version " +
      "of TLS with it.",
  },
} satisfies Record<TlsTrouble, Failure>;
