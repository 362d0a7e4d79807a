import { ApiFault, faultKind, faultText } from "../api/api-fault";
import { tlsTrouble } from "../api/tls-trouble";
import type { HeatRequest } from "../heat-request";
import { jobName } from "../heat-request";
import { failure } from "./failure-catalogue";
import type { Reason } from "./wait-error";
import { WaitError } from "./wait-error";

/** The error for a fault of the transport that another attempt would not change. */
export function faultError(error: unknown, request: HeatRequest): WaitError {
  if (error instanceof WaitError) return error;
  const reason = reasonOf(error);
  const what = (error instanceof ApiFault ? error.what : undefined) ?? `reach ${jobName(request)}`;
  return failure(reason, {
    request,
    detail: faultText(error),
    ...(reason === "Forbidden" && { expected: `to be allowed to ${what}` }),
    // What a credential plugin said may hold a secret; its words are in the message, without it.
    ...(reason !== "CredentialPlugin" && reason !== "Kubeconfig" && { cause: error }),
  });
}

function reasonOf(error: unknown): Reason {
  switch (faultKind(error)) {
    case "forbidden":
      return "Forbidden";
    case "unauthorized":
      return "Unauthorized";
    case "credentials":
      return "CredentialPlugin";
    case "kubeconfig":
      return "Kubeconfig";
    case "tls":
      return tlsTrouble(error) ?? "TlsHandshake";
    case "transient":
    case "expired":
    case "missing":
    case "conflict":
    case "rejected":
      return "ApiRejected";
  }
}
