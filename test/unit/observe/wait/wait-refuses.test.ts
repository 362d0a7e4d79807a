import assert from "node:assert/strict";
import { fastWait, untilWatched } from "../../../fake-kubernetes/fast-wait";
import { startFakeKubernetes, TOKEN } from "../../../fake-kubernetes/fake-kubernetes";
import type { FakeKubernetes, FakeKubernetesOptions } from "../../../fake-kubernetes/fake-kubernetes";
import { applySteps, recording, requestFor, stepsUntil } from "../../../fake-kubernetes/replay";

const recorded = recording("success");
const request = requestFor(recorded);
const running = stepsUntil(recorded, ({ object }) => object.status?.succeeded === 2);

describe("What a wait refuses", () => {
  let fake: FakeKubernetes;
  const rejections: unknown[] = [];
  const onRejection = (error: unknown) => rejections.push(error);
  const start = async (options: FakeKubernetesOptions = {}) => {
    fake = await startFakeKubernetes(options);
    applySteps(fake.cluster, running);
  };
  beforeEach(() => process.on("unhandledRejection", onRejection));
  afterEach(async () => {
    process.off("unhandledRejection", onRejection);
    await fake.stop();
    assert.deepEqual(rejections.splice(0), []);
  });

  /** The fake's kubeconfig with another user. */
  function withUser(user: object): string {
    const parsed = JSON.parse(fake.kubeconfig) as object;
    return JSON.stringify({ ...parsed, users: [{ name: "fake", user }] });
  }

  const plugin = (script: string) => ({
    exec: {
      apiVersion: "client.authentication.k8s.io/v1",
      command: "sh",
      args: ["-c", script],
      interactiveMode: "Never",
    },
  });

  for (const [verb, resource, named] of [
    ["list", "jobs", "list jobs.batch"],
    ["list", "pods", "list pods"],
    ["list", "events", "list events"],
    ["watch", "pods", "watch pods"],
  ] as const) {
    it(`names verb, resource and namespace at once when it may not ${named}`, async () => {
      await start({ faults: [{ verb, resource, fault: { how: "status", status: 403, message: "forbidden" } }] });
      const { error, tookMs } = await fastWait(fake, request);
      assert.equal(error?.name, "Forbidden");
      assert.match(
        error.message,
        new RegExp(`to be allowed to ${named} in namespace "record-success", got .*HTTP 403`),
      );
      assert.ok(tookMs < 1_500);
    });
  }

  it("gives up on credentials that are refused again after they were loaded again", async () => {
    await start({ faults: [{ fault: { how: "status", status: 401 } }] });
    const { error, tookMs } = await fastWait(fake, request);
    assert.equal(error?.name, "Unauthorized");
    assert.match(error.message, /credentials, which were loaded again after the first refusal/);
    assert.equal(fake.requests.length, 2);
    assert.ok(tookMs < 1_500);
  });

  it("gives up on credentials that are refused in mid-heat", async () => {
    await start({
      faults: [
        { verb: "watch", times: 3, fault: { how: "cut", lines: 1 } },
        { skip: 5, fault: { how: "status", status: 401 } },
      ],
    });
    const { error } = await fastWait(fake, { ...request, timeoutSeconds: 4 });
    assert.equal(error?.name, "Unauthorized");
  });

  for (const [what, user, message] of [
    ["exits with an error", plugin("echo 'session has run out' >&2; exit 1"), /"sh" failed: session has run out/],
    [
      "prints what is no credential",
      plugin("echo password-hunter2"),
      /"sh" failed: it did not print an ExecCredential/,
    ],
    ["prints JSON without a status", plugin("echo '{}'"), /"sh" failed: it did not print an ExecCredential/],
    [
      "does not exist",
      { exec: { command: "/nowhere/plugin", apiVersion: "v1" } },
      /"\/nowhere\/plugin" failed: .*ENOENT/,
    ],
    ["never answers", plugin("exec sleep 8"), /"sh" failed: no answer within/],
  ] as const) {
    it(`ends with CredentialPlugin before the deadline when the plugin ${what}`, async () => {
      await start();
      const { error, tookMs } = await fastWait({ kubeconfig: withUser(user) }, request);
      assert.equal(error?.name, "CredentialPlugin");
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /hunter2/);
      assert.ok(tookMs < 4_500);
    });
  }

  it("shows no token that a failing plugin writes to its error output", async () => {
    await start();
    const secret = "eyJhbGciOiJSUzI1NiIsImtpZCI6Ik5PIn0.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl";
    const { error } = await fastWait({ kubeconfig: withUser(plugin(`echo "bad ${secret}" >&2; exit 1`)) }, request);
    assert.equal(error?.name, "CredentialPlugin");
    assert.doesNotMatch(error.message, /eyJ/);
  });

  it("shows no line of a kubeconfig that cannot be parsed", async () => {
    await start();
    const { error } = await fastWait({ kubeconfig: `users:\n  - token: ${TOKEN}\n - : [` }, request);
    assert.equal(error?.name, "Kubeconfig");
    assert.doesNotMatch(error.message, new RegExp(TOKEN));
  });

  it("says which kubeconfig file is not there", async () => {
    await start();
    const { error } = await fastWait({ kubeconfig: "/nowhere/config" }, request);
    assert.equal(error?.name, "Kubeconfig");
    assert.match(error.message, /The kubeconfig file \/nowhere\/config could not be read: there is no such file\./);
  });

  it("ends with ApiRejected when the server answers as no Kubernetes API does", async () => {
    await start({ faults: [{ fault: { how: "status", status: 418, message: "a teapot" } }] });
    const { error, tookMs } = await fastWait(fake, request);
    assert.equal(error?.name, "ApiRejected");
    assert.match(error.message, /HTTP 418, a teapot/);
    assert.ok(tookMs < 1_500);
  });

  it("refuses a Job of that name that is not the one it was asked for", async () => {
    await start();
    const { error } = await fastWait(fake, { ...request, uid: "00000000-0000-0000-0000-000000000000" });
    assert.equal(error?.name, "JobReplaced");
    assert.match(error.message, /its times would be those of another run/);
  });

  it("refuses a Job that is not there", async () => {
    await start();
    fake.cluster.remove("jobs", request.job);
    const { error } = await fastWait(fake, request);
    assert.equal(error?.name, "JobGone");
  });

  it("ends when its Job is deleted and made again in mid-heat", async () => {
    await start();
    const waiting = fastWait(fake, request);
    await untilWatched(fake);
    const old = fake.cluster.remove("jobs", request.job);
    fake.cluster.put("jobs", { ...old, metadata: { ...old?.metadata, uid: "11111111-1111-1111-1111-111111111111" } });
    const { error } = await waiting;
    assert.equal(error?.name, "JobReplaced");
    assert.match(error.message, /11111111-1111-1111-1111-111111111111 instead of/);
  });

  it("ends at the deadline, and not later, when nothing ever answers", async () => {
    await start({ faults: [{ fault: { how: "hang" } }] });
    const { error, tookMs } = await fastWait(fake, { ...request, timeoutSeconds: 1 });
    assert.equal(error?.name, "Deadline");
    assert.match(error.message, /no answer from the Kubernetes API: no answer within/);
    assert.ok(tookMs < 1_400);
  });

  it("ends at the deadline when the server is gone for good in mid-heat, and says so", async () => {
    await start();
    const waiting = fastWait(fake, { ...request, timeoutSeconds: 0.8 });
    await untilWatched(fake);
    await fake.stop();
    const { error } = await waiting;
    assert.equal(error?.name, "Deadline");
    assert.match(error.message, /2 of 4 pods done/);
    assert.match(error.message, /could not be reached in the end: .*ECONNREFUSED/);
  });

  it("is not pushed back by events that never end", async () => {
    await start();
    const ticking = setInterval(() => {
      const [job] = fake.cluster.list({ resource: "jobs" }).items;
      if (job) fake.cluster.put("jobs", job);
    }, 10);
    const { error, tookMs } = await fastWait(fake, { ...request, timeoutSeconds: 0.7 });
    clearInterval(ticking);
    assert.equal(error?.name, "Deadline");
    assert.ok(tookMs < 1_200);
  });
});
