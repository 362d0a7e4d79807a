/**
 * What a failed request means for the wait.
 *
 * - `transient`: try again until the deadline (dropped, refused, 5xx, 429, half a line).
 * - `expired`: 410, the resource version is too old: read everything again.
 * - `missing`: 404. `conflict`: 409. `rejected`: any other 4xx, which trying again will not mend.
 * - `unauthorized`: 401 after the credentials were loaded anew. `forbidden`: 403.
 * - `credentials`: the credential plugin failed. `kubeconfig`: no usable cluster in the kubeconfig.
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
  | "kubeconfig";

export interface ApiFault extends Error {
  readonly fault: FaultKind;
  /** The request, as in `list pods in namespace "race"`, where a status answered one. */
  readonly what?: string;
}

/** An error of the transport. A plain object with a mark: a class would not survive Pulumi's serialiser. */
export function apiFault(fault: FaultKind, message: string, cause?: unknown): ApiFault {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { name: "ApiFault", fault });
}

/** The kind of a fault; whatever did not come from {@link apiFault} (a socket error, say) is transient. */
export function faultKind(error: unknown): FaultKind {
  const fault = error instanceof Error && "fault" in error ? error.fault : undefined;
  return typeof fault === "string" ? (fault as FaultKind) : "transient";
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
  return Object.assign(apiFault(statusKind(status), `${what}: HTTP ${status}${bodyMessage(body)}`), { what });
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
    // A proxy's HTML page or half an answer: the status says enough.
  }
  return "";
}

function bounded(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}
