import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readyNamespace } from "../../../observe/race-namespace";

describe("The namespace of a race", () => {
  const labels = { chapter: "jobs" };
  let server: Server;
  let answers: { readonly status: number; readonly body?: object }[];
  let asked: string[];

  before(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        asked.push(`${request.method} ${request.url} ${body}`.trim());
        const { status, body: answer = {} } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500 };
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  beforeEach(() => (asked = []));

  after(() => new Promise((resolve) => server.close(resolve)));

  function ready(own: boolean, port = (server.address() as AddressInfo).port) {
    const kubeconfig = JSON.stringify({
      kind: "Config",
      "current-context": "it",
      contexts: [{ name: "it", context: { cluster: "it", user: "it" } }],
      clusters: [{ name: "it", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "it", user: {} }],
    });
    return readyNamespace({ kubeconfig }, { name: "race-1a2b", ...(own && { labels }) });
  }

  it("is there", async () => {
    answers = [{ status: 200, body: { status: { phase: "Active" } } }];
    assert.equal(await ready(true), "there");
    assert.deepEqual(asked, ["GET /api/v1/namespaces/race-1a2b"]);
  });

  it("is made again, with its labels, when somebody deleted the stack's own", async () => {
    answers = [{ status: 404 }, { status: 201 }];
    assert.equal(await ready(true), "made again");
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: "race-1a2b", labels } };
    assert.equal(asked[1], `POST /api/v1/namespaces ${JSON.stringify(body)}`);
  });

  it("is made again once the old one is gone, when that is being deleted", async () => {
    answers = [{ status: 200, body: { status: { phase: "Terminating" } } }, { status: 404 }, { status: 201 }];
    assert.equal(await ready(true), "made again");
  });

  it("says what to do when it can't be made again", async () => {
    answers = [{ status: 404 }, { status: 403, body: { message: "not for you" } }];
    await assert.rejects(ready(true), (error: Error) => {
      assert.match(
        error.message,
        /^NamespaceGone: expected the namespace "race-1a2b", which this stack made, got none/,
      );
      assert.match(
        error.message,
        /run `pulumi refresh` and then `pulumi up`\. It could not be made again: .*not for you/,
      );
      return true;
    });
  });

  it("is never made for the user, who is told what to do", async () => {
    answers = [{ status: 404 }];
    await assert.rejects(ready(false), {
      message:
        'NamespaceGone: expected the namespace "race-1a2b", which the setting `namespace` names, got none of that name.\n' +
        "Next: make it (`kubectl create namespace race-1a2b`) with all that the Jobs need in it, or change the setting.",
    });
    assert.equal(asked.length, 1);
    answers = [{ status: 200, body: { status: { phase: "Terminating" } } }];
    await assert.rejects(ready(false), /got one that is being deleted\.\nNext: wait until it is gone, then make it/);
  });

  it("is left to what comes next where the cluster does not say", async () => {
    answers = [{ status: 403 }];
    assert.equal(await ready(true), "unknown");
    assert.equal(await ready(true, 1), "unknown");
  });
});
