/**
 * Why no connection that may be trusted comes about. No attempt of ours changes it: a kubeconfig or a certificate has to.
 *
 * - `CertificateName`: the server's certificate is for another name. `CertificateExpired`: its time is over, or yet to come.
 * - `UnknownAuthority`: nobody whom the kubeconfig trusts has signed it. `CertificateRefused`: it is unusable otherwise.
 * - `ClientCertificate`: the server refused ours, or ours can't be read. `PlainHttp`: the server speaks no TLS.
 * - `NeedsTls`: the server speaks TLS only. `TlsHandshake`: the two share no version or cipher, or something between broke in.
 */
export type TlsTrouble =
  | "CertificateName"
  | "CertificateExpired"
  | "UnknownAuthority"
  | "CertificateRefused"
  | "ClientCertificate"
  | "PlainHttp"
  | "NeedsTls"
  | "TlsHandshake";

/** Node's codes of OpenSSL's verification errors, and which trouble each is; the first pattern that fits counts. */
const TROUBLES: readonly (readonly [RegExp, TlsTrouble])[] = [
  [/^(ERR_TLS_CERT_ALTNAME_\w+|HOSTNAME_MISMATCH)$/, "CertificateName"],
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERROR_IN_CERT_NOT_(BEFORE|AFTER)_FIELD)$/, "CertificateExpired"],
  [/^UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)$/, "UnknownAuthority"],
  [/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|CERT_UNTRUSTED|INVALID_CA)$/, "UnknownAuthority"],
  // The authority's key is another one than the kubeconfig has under that name: a cluster that was made again.
  [/^(CERT_SIGNATURE_FAILURE|UNABLE_TO_DECRYPT_CERT_SIGNATURE)$/, "UnknownAuthority"],
  [/^(CERT_\w+|CRL_\w+|UNABLE_TO_\w+|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/, "CertificateRefused"],
  [/^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/, "PlainHttp"],
  [/^ERR_SSL_\w*ALERT_(BAD_CERTIFICATE|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)$/, "ClientCertificate"],
  [/^ERR_OSSL_\w+$/, "ClientCertificate"],
  [/^ERR_SSL_\w+$/, "TlsHandshake"],
];

/** Go's server, and so every Kubernetes API, answers HTTP on its TLS port in these words. */
export function needsTls(text: string): boolean {
  return /client sent an HTTP request to an HTTPS server/i.test(text);
}

/** What is wrong with TLS, from an error of Node's; `undefined` for what is another fault. */
export function tlsTrouble(error: unknown): TlsTrouble | undefined {
  if (!(error instanceof Error)) return undefined;
  if (needsTls(error.message)) return "NeedsTls";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const known = TROUBLES.find(([pattern]) => pattern.test(code))?.[1];
  if (known !== undefined || code !== "EPROTO") return known;
  // Before Node 24 the protocol's errors all had the one code, and OpenSSL's words in their message.
  if (/wrong version number|packet length too long/i.test(error.message)) return "PlainHttp";
  return /alert.*(certificate|unknown ca)/i.test(error.message) ? "ClientCertificate" : "TlsHandshake";
}
