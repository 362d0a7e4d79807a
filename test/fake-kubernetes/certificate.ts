import { webcrypto } from "node:crypto";

/** A server's certificate and key, and the authority that a client has to trust; all in PEM. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
  readonly authority: string;
}

export interface CertificateSketch {
  /** The address or name that it is for. Absent: 127.0.0.1. */
  readonly address?: { readonly type: "ip" | "dns"; readonly value: string };
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Signed by an authority of its own rather than by itself. */
  readonly isIssued?: boolean;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

/** A certificate for 127.0.0.1, signed by itself and valid for a day, but for what the sketch says. */
export async function serverCertificate(sketch: CertificateSketch = {}): Promise<ServerCertificate> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const { address = { type: "ip", value: "127.0.0.1" }, isIssued = false } = sketch;
  const notBefore = sketch.notBefore ?? new Date(Date.now() - 60_000);
  const validity = {
    notBefore,
    notAfter: sketch.notAfter ?? new Date(Date.now() + DAY_MS),
    signingAlgorithm: ALGORITHM,
  };
  const extensions = [new x509.SubjectAlternativeNameExtension([address])];
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  const pem = `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, "$&\n")}\n-----END PRIVATE KEY-----\n`;
  if (!isIssued) {
    const own = { ...validity, name: "CN=fake-kubernetes", keys, extensions };
    const cert = (await x509.X509CertificateGenerator.createSelfSigned(own)).toString("pem");
    return { cert, key: pem, authority: cert };
  }
  const authorityKeys = await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=fake-authority",
    notBefore: new Date(Date.now() - DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys: authorityKeys,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  const issued = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: "CN=fake-kubernetes",
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions,
  });
  return { cert: issued.toString("pem"), key: pem, authority: authority.toString("pem") };
}
