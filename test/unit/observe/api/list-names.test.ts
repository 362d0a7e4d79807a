import assert from "node:assert/strict";
import { asTable, listPods, type ApiRequest } from "../../../../observe/api/cluster-api";
import { listNames } from "../../../../observe/api/follow";

describe("The names in a collection", () => {
  const asked: ApiRequest[] = [];

  function namesOf(pages: readonly object[]): Promise<string[]> {
    asked.length = 0;
    const call = (request: ApiRequest) => Promise.resolve(pages[asked.push(request) - 1]);
    const api = { call, lines: () => Promise.resolve(), close: () => undefined };
    return listNames({ api }, asTable(listPods("race", "a=b")), new AbortController().signal);
  }

  it("are read page by page from the table that the server makes", async () => {
    const columnDefinitions = [{ name: "Ready" }, { name: "Name" }];
    const names = await namesOf([
      { kind: "Table", columnDefinitions, rows: [{ cells: ["0/1", "one"] }], metadata: { continue: "next" } },
      { kind: "Table", columnDefinitions, rows: [{ cells: ["0/1", "two"] }], metadata: {} },
    ]);
    assert.deepEqual(names, ["one", "two"]);
    assert.deepEqual(
      asked.map(({ query }) => query?.["continue"]),
      [undefined, "next"],
    );
    assert.match(asked[0]?.accept ?? "", /as=Table/);
  });

  it("are those of the objects where the server makes no table", async () => {
    assert.deepEqual(await namesOf([{ items: [{ metadata: { name: "one" } }, {}] }]), ["one", ""]);
  });
});
