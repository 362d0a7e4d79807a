import assert from "node:assert/strict";
import { runProgram } from "./run-program";

const lanes = JSON.stringify([
  { name: "shards", manifest: "examples/queue/uneven-shards.yaml" },
  {
    name: "consumers",
    manifest: "examples/queue/uneven-consumers.yaml",
    queue: "manifests/queue.yaml",
    fill: "examples/queue/fill.yaml",
  },
]);

describe("A race of a queue", () => {
  it("declares the Pod and what fills it before each heat, in every round", async () => {
    const { declared } = await runProgram({ "job-race:lanes": lanes, "job-race:items": "40", "job-race:rounds": "3" });
    const beside = declared.map(({ name }) => name).filter((name) => name.startsWith("consumers-r2"));
    assert.deepEqual(beside.sort(), [
      "consumers-r2",
      "consumers-r2",
      "consumers-r2-beside",
      "consumers-r2-fill",
      "consumers-r2-fill-timing",
      "consumers-r2-queue",
      "consumers-r2-timing",
    ]);
  });
});
