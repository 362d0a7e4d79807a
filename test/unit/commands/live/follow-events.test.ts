import assert from "node:assert/strict";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followEvents } from "../../../../commands/live/follow-events";

describe("The engine's events", () => {
  it("come as they are written, whole, and all of them, also from a file that is not there yet", async () => {
    const folder = await mkdtemp(join(tmpdir(), "job-race-events-"));
    const file = join(folder, "events.jsonl");
    let isOver = false;
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { sequence } of followEvents(file, () => isOver)) seen.push(sequence);
    })();
    const until = async (count: number) => {
      while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await appendFile(file, '{"sequence":1,"text":"ä"}\n{"sequence":2,"te');
    await until(1);
    await appendFile(file, 'xt":"€ü"}\n{"sequence":3}\n');
    await until(3);
    await appendFile(file, '{"sequence":4}\n');
    isOver = true;
    await reading;
    assert.deepEqual(seen, [1, 2, 3, 4]);
    await rm(folder, { recursive: true });
  });
});
