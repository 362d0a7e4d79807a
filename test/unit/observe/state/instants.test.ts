import assert from "node:assert/strict";
import { eventInstant } from "../../../../observe/state/event-instant";
import { instantOfNanoseconds, secondsFromTo, utcInstant } from "../../../../observe/state/rfc3339";
import { podRequests } from "../../../../observe/state/pod-requests";
import { quantity } from "../../../../observe/state/quantity";

describe("Instants", () => {
  it("keep every digit and are told in UTC", () => {
    assert.equal(utcInstant("2026-11-24T14:53:55.653902540Z"), "2026-11-24T14:53:55.653902540Z");
    assert.equal(utcInstant("2026-11-24T16:53:55.123456789+02:00"), "2026-11-24T14:53:55.123456789Z");
    assert.equal(utcInstant("2026-11-24T00:10:00-05:30"), "2026-11-24T05:40:00Z");
  });

  it("are absent for what is none", () => {
    for (const text of ["", "yesterday", "2026-11-24", "2026-13-45T99:00:00Z", null, undefined]) {
      assert.equal(utcInstant(text), undefined);
    }
  });

  it("come out of nanoseconds whole", () => {
    assert.equal(instantOfNanoseconds(1_700_000_000_000_000_007n), "2023-11-14T22:13:20.000000007Z");
  });

  it("lie apart by what their strings say, below the millisecond too", () => {
    assert.equal(secondsFromTo("2026-01-01T00:00:00.000000001Z", "2026-01-01T00:01:00.000001001Z"), 60.000001);
    assert.throws(() => secondsFromTo("now", "2026-01-01T00:00:00Z"), /Expected an RFC 3339 instant, got `now`\./);
  });
});

describe("The instant of an event", () => {
  const second = "2026-11-24T14:53:55Z";
  const inName = (name: string, firstTimestamp: string | null = second) =>
    eventInstant({ metadata: { name, creationTimestamp: second }, firstTimestamp, eventTime: null });
  const hex = (BigInt(Date.parse(second)) * 1_000_000n + 123_456_789n).toString(16);

  it("is the nanoseconds in its name, after the last dot", () => {
    assert.equal(inName(`heat-x2.b.${hex}`), "2026-11-24T14:53:55.123456789Z");
  });

  it("is its eventTime where it has one", () => {
    const event = { metadata: { name: `heat.${hex}` }, eventTime: "2026-11-24T14:53:55.500000Z" };
    assert.equal(eventInstant(event), "2026-11-24T14:53:55.500000Z");
  });

  it("is its timestamp when the name ends in a UUID, in nothing, or in a time of another day", () => {
    assert.equal(inName("heat.6f1c2d3e-8d5b-4b58-9d47-2f0d1c9a8b7e"), second);
    assert.equal(inName("heat"), second);
    assert.equal(inName("heat.0123456789abcdef"), second);
    assert.equal(inName("heat.18a0", null), second);
  });

  it("is absent when nothing tells it", () => {
    assert.equal(eventInstant({ metadata: { name: `heat.${hex}` } }), undefined);
  });
});

describe("Quantities", () => {
  for (const [text, value] of [
    ["500m", 0.5],
    ["2", 2],
    ["1.5", 1.5],
    ["250000000n", 0.25],
    ["100u", 1e-4],
    ["1Gi", 2 ** 30],
    ["128Mi", 128 * 2 ** 20],
    ["1k", 1000],
    ["1e3", 1000],
    ["12E", 12e18],
    ["", undefined],
    ["lots", undefined],
  ] as const) {
    it(`reads \`${text}\` as ${String(value)}`, () => {
      assert.equal(quantity(text), value);
    });
  }

  it("add up over a pod's containers; a limit stands in for a request, an init container may ask for more", () => {
    const asks = (requests: Record<string, string>, limits: Record<string, string> = {}) => ({
      resources: { requests, limits },
    });
    const containers = [asks({ cpu: "250m" }), asks({}, { cpu: "1", memory: "64Mi" })];
    assert.deepEqual(podRequests({ containers }), { cpu: 1.25, memoryBytes: 64 * 2 ** 20 });
    assert.deepEqual(podRequests({ containers, initContainers: [asks({ cpu: "2" })] })?.cpu, 2);
  });

  const cpu = (amount: string) => ({ resources: { requests: { cpu: amount } } });

  it("add up over a native sidecar and the containers, or over the sidecars before a greedier init container", () => {
    const sidecar = { ...cpu("300m"), restartPolicy: "Always" };
    assert.equal(podRequests({ containers: [cpu("100m")], initContainers: [sidecar] })?.cpu, 0.4);
    assert.equal(podRequests({ containers: [cpu("100m")], initContainers: [sidecar, cpu("500m")] })?.cpu, 0.8);
    assert.equal(podRequests({ containers: [cpu("100m")], initContainers: [cpu("350m"), sidecar] })?.cpu, 0.4);
  });

  it("are the whole pod's where it has its own, and grow by its runtime class's overhead", () => {
    assert.equal(podRequests({ containers: [cpu("100m")], ...cpu("2") })?.cpu, 2);
    assert.equal(podRequests({ containers: [cpu("1")], overhead: { cpu: "250m" } })?.cpu, 1.25);
  });

  it("are absent where nothing is requested", () => {
    assert.equal(podRequests({ containers: [{ name: "kuard" }] }), undefined);
    assert.deepEqual(podRequests({ containers: [{ resources: { requests: { cpu: "1" } } }] }), { cpu: 1 });
  });
});
