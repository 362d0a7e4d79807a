import assert from "node:assert/strict";
import { createServer, get } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { eachLine } from "../../../../observe/api/line-stream";

const LINES = Array.from({ length: 200 }, (_, at) => `{"line":${at}}`);

describe("A stream of lines", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** A server that sends each line as a chunk of its own, a few milliseconds after the one before. */
  async function stream(): Promise<IncomingMessage> {
    server = createServer((_request, response) => {
      void (async () => {
        for (const line of LINES) {
          response.write(`${line}\n`);
          await sleep(2);
        }
        response.end("the last, without an end");
      })();
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => get({ host: "127.0.0.1", port }, resolve).on("error", reject));
  }

  for (const [what, restMs, most] of [
    ["is read as it comes", 0, LINES.length + 1],
    ["is read in handfuls where it rests between two looks, and no line is lost", 100, LINES.length / 4],
  ] as const) {
    it(what, async () => {
      const heard: string[] = [];
      let looks = 0;
      let isSameLook = false;
      await eachLine(
        await stream(),
        (line) => {
          heard.push(line);
          if (isSameLook) return;
          looks += 1;
          isSameLook = true;
          setImmediate(() => (isSameLook = false));
        },
        restMs,
      );
      assert.deepEqual(heard, [...LINES, "the last, without an end"]);
      assert.ok(looks <= most, `${looks} looks`);
      if (restMs === 0) assert.ok(looks > LINES.length / 4, `${looks} looks`);
    });
  }

  it("ends with what is wrong with a line, though it rests", async () => {
    const wrong = new Error("no such line");
    await assert.rejects(
      eachLine(
        await stream(),
        () => {
          throw wrong;
        },
        50,
      ),
      wrong,
    );
  });
});
