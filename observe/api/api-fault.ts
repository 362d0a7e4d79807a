import { needsTls, tlsTrouble } from "./tls-trouble";

/**
 * What a failed request means for the wait.
 *
 * - `transient`: try again until the deadline (dropped, refused, 5xx, 429, half a line).
 * - `expired`: 410, the resource version is too old: read everything again.
 * - `missing`: 404. `conflict`: 409. `rejected`: any other 4xx, which trying again will not fix.
 * - `unauthorized`: 401 after the credentials were loaded again. `forbidden`: 403.
 * - `credentials`: the credential plugin failed. `kubeconfig`: no usable cluster in the kubeconfig.
 * - `tls`: the server or we refuse the other's certificate, or the two do not speak the same protocol.
 */
export type FaultKind =
  | "transient"
  | "expired"
  | "missing"
  | "conflict"
  | "rejected"
  | "unauthorized"
  | "forbidden"
  | "credentials"
  | "kubeconfig"
  | "tls";

/** An error of the transport. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly fault: FaultKind;
  /** The request, as in `list pods in namespace "race"`, where a status answered one. */
  readonly what: string | undefined;

  constructor(fault: FaultKind, message: string, { what, cause }: { what?: string; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.fault = fault;
    this.what = what;
  }
}

export function apiFault(fault: FaultKind, message: string, cause?: unknown): ApiFault {
  return new ApiFault(fault, message, { cause });
}

/** The kind of a fault; what is neither an {@link ApiFault} nor about TLS (a socket error, say) is transient. */
export function faultKind(error: unknown): FaultKind {
  if (error instanceof ApiFault) return error.fault;
  return tlsTrouble(error) === undefined ? "transient" : "tls";
}

/** The words of an error, with its system code where it has one, on one bounded line. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return bounded(String(error));
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const text = code === undefined || error.message.includes(code) ? error.message : `${code} ${error.message}`;
  return bounded(text.trim() === "" ? error.name : text);
}

/** The fault that an HTTP status stands for; Kubernetes' own message is in the body. */
export function statusFault(status: number, what: string, body: string): ApiFault {
  const message = `${what}: HTTP ${status}${bodyMessage(body)}`;
  return new ApiFault(needsTls(body) ? "tls" : statusKind(status), message, { what });
}

function statusKind(status: number): FaultKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 409) return "conflict";
  if (status === 410) return "expired";
  return status < 400 || status === 408 || status === 429 || status >= 500 ? "transient" : "rejected";
}

function bodyMessage(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed && typeof parsed.message === "string") {
      return `, ${bounded(parsed.message)}`;
    }
  } catch {
    // Half an answer or a proxy's page: of that, the status says enough. Plain words are the server's own.
    if (/^[\w\s.,:'"()/-]+$/.test(body)) return `, ${bounded(body)}`;
  }
  return "";
}

function bounded(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}
