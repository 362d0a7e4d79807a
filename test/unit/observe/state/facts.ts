import assert from "node:assert/strict";
import { eventFacts } from "../../../../observe/state/event-facts";
import { HeatRecord } from "../../../../observe/state/heat-record";
import type { Fact, HeatState } from "../../../../observe/state/heat-state";
import { jobFacts } from "../../../../observe/state/job-facts";
import { podFacts } from "../../../../observe/state/pod-facts";
import { DEFAULT_GRACES, judge } from "../../../../observe/wait/verdict";
import type { EventSketch, JobSketch, PodSketch } from "../../../fake-kubernetes/objects";
import { eventObject, JOB_UID, jobObject, podObject } from "../../../fake-kubernetes/objects";

const versioned = (object: object, version: number) => {
  const { metadata } = object as { metadata: object };
  return { ...object, metadata: { ...metadata, resourceVersion: String(version) } };
};
export const job = (sketch: JobSketch = {}, version = 1, listed = false): Fact => {
  const facts = jobFacts(versioned(jobObject(sketch), version));
  assert.ok(facts);
  return { kind: "job", job: facts, listed };
};
export const pod = (sketch: PodSketch, version = 1): Extract<Fact, { kind: "pod" }> => {
  const facts = podFacts(versioned(podObject(sketch), version));
  assert.ok(facts);
  return { kind: "pod", pod: facts };
};
export const event = (sketch: EventSketch): Fact => {
  const facts = eventFacts(eventObject(sketch));
  assert.ok(facts);
  return { kind: "event", event: facts };
};
export const stateOf = (...facts: [number, Fact][]): HeatState => {
  const record = new HeatRecord({ uid: JOB_UID, startMs: 0, deadlineMs: 600_000 });
  for (const [atMs, fact] of facts) record.learn(fact, atMs);
  return record;
};
export const verdictAt = (nowMs: number, ...facts: [number, Fact][]) => judge(stateOf(...facts), nowMs, DEFAULT_GRACES);
