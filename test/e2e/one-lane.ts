/** A race of one lane of a fixture's manifest. */
export function oneLane(manifest: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    "job-race:items": 1_000,
    "job-race:lanes": [{ name: "only", manifest: `test/fixtures/manifests/${manifest}` }],
    "job-race:warmup": false,
    ...more,
  };
}
