import type { EngineEvent } from "@pulumi/pulumi/automation";
import { open } from "node:fs/promises";

const LOOK_MS = 100;

/**
 * The events that Pulumi writes to the file, one JSON object a line, as they come; ends when `isOver` says so and all
 * that is there has been read. A line that is only half written waits for its end.
 */
export async function* followEvents(path: string, isOver: () => boolean): AsyncGenerator<EngineEvent> {
  let position = 0;
  for (let over = false; !over;) {
    // Asked before the file is read, so that nothing written before the end is missed.
    over = isOver();
    const text = await readFrom(path, position);
    position += Buffer.byteLength(text);
    for (const line of text.split("\n")) if (line.trim() !== "") yield JSON.parse(line) as EngineEvent;
    if (!over) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Whole lines only. */
async function readFrom(path: string, position: number): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return "";
  try {
    const { size } = await file.stat();
    if (size <= position) return "";
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - position), 0, size - position, position);
    const end = buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
    return buffer.subarray(0, end).toString("utf8");
  } finally {
    await file.close();
  }
}
