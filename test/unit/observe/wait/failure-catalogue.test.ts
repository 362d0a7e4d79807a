import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { failure, FAILURES } from "../../../../observe/wait/failure-catalogue";
import type { Reason } from "../../../../observe/wait/wait-error";

const reasons = Object.keys(FAILURES) as Reason[];

describe("The catalogue of failures", () => {
  const rows = readFileSync("docs/failures.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((row) => row.split(" | ").slice(0, 2).join(" | "));

  for (const reason of reasons) {
    it(`says what was expected, what came and what to do, and is in the documents: ${reason}`, () => {
      const error = failure(reason, { request: heatRequest(), detail: "the cluster's own words" });
      assert.equal(error.name, reason);
      assert.match(error.message, /^\w+: expected .+, got [^\n]+[.!?]\nNext: .+\.$/);
      assert.doesNotMatch(error.message, /undefined|\[object/);
      assert.ok(
        rows.some((row) => row.includes(`\`${reason}\``)),
        `docs/failures.md has no row about \`${reason}\``,
      );
    });
  }

  it("has each reason that can be read from a heat, and no other is given", () => {
    const judge = readFileSync("observe/wait/verdict.ts", "utf8");
    const given = new Set([...judge.matchAll(/"([A-Z]\w+)"/g)].map(([, reason = ""]) => reason));
    const outside: readonly Reason[] = [
      ...([
        "Forbidden",
        "Unauthorized",
        "CredentialPlugin",
        "Kubeconfig",
        "ApiRejected",
        "NotReplaced",
        "QueueNotReady",
        "FillFailed",
        "QueueSpent",
        "QueueUnreached",
        "WorkersDoNotEnd",
        "NotFromQueue",
        "QueueNotEmpty",
      ] as const),
      ...(["CertificateName", "CertificateExpired", "UnknownAuthority", "CertificateRefused"] as const),
      ...(["ClientCertificate", "PlainHttp", "NeedsTls", "TlsHandshake"] as const),
    ];
    assert.deepEqual(
      [...given].filter((reason) => reason in FAILURES).sort(),
      reasons.filter((reason) => !outside.includes(reason)).sort(),
    );
  });
});
