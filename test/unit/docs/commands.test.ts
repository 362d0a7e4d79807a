import assert from "node:assert/strict";
import { commandBlocks, documents } from "../../documentation/code-blocks";

describe("The documented commands", () => {
  for (const document of documents) {
    it(`of ${document} are each run by a test, or say why they can't be`, () => {
      const unmarked = commandBlocks(document).filter(({ mark }) => mark === "missing");
      assert.deepEqual(
        unmarked.map(({ line, commands }) => `line ${line}: ${commands}`),
        [],
      );
    });
  }
});
