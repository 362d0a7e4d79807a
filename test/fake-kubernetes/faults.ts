/** What goes wrong with a request. */
export type Fault =
  /** An HTTP status with Kubernetes' body. */
  | { readonly how: "status"; readonly status: number; readonly message?: string }
  /** The connection is closed without an answer. */
  | { readonly how: "drop" }
  /** No answer, ever. */
  | { readonly how: "hang" }
  /** An answer, after a while. */
  | { readonly how: "slow"; readonly ms: number }
  /** For a list: something that is no JSON. */
  | { readonly how: "garbage" }
  /** For a watch: it starts and then says nothing more. */
  | { readonly how: "stall" }
  /** For a watch: it ends in the middle of its first line. */
  | { readonly how: "half-line" }
  /** For a watch: an ERROR line with this code. */
  | { readonly how: "error-line"; readonly code: number }
  /** For a watch: the connection breaks after so many lines. */
  | { readonly how: "cut"; readonly lines: number };

/** A fault and the requests that it meets. */
export interface ScriptedFault {
  /** Absent: every verb. */
  readonly verb?: string;
  /** `jobs`, `pods`, `events`, `pods/log`, `nodes`, `version`; absent: every resource. */
  readonly resource?: string;
  /** Requests that are left alone first. */
  readonly skip?: number;
  /** How many requests are met; absent: all from there on. */
  readonly times?: number;
  readonly fault: Fault;
}

/** Decides for each request, in the order of the script, what goes wrong with it. */
export function faultScript(faults: readonly ScriptedFault[]): (verb: string, resource: string) => Fault | undefined {
  const counts = faults.map((scripted) => ({ scripted, seen: 0 }));
  return (verb, resource) => {
    for (const count of counts) {
      const { scripted } = count;
      if ((scripted.verb ?? verb) !== verb || (scripted.resource ?? resource) !== resource) continue;
      count.seen += 1;
      const skip = scripted.skip ?? 0;
      if (count.seen > skip && count.seen <= skip + (scripted.times ?? Infinity)) return scripted.fault;
    }
    return undefined;
  };
}
