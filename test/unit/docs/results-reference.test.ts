import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { RESULTS_REFERENCE, resultsReference } from "../../documentation/results-reference";

describe("The reference of the results", () => {
  const text = readFileSync(RESULTS_REFERENCE, "utf8");

  it("is what the types say: `npm run reference` writes it", async function () {
    assert.equal(text, await resultsReference());
  });

  it("links only to its own headings", () => {
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(/[^\w-]/g, ""),
    );
    const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    assert.ok(links.length > 10);
    assert.deepEqual(
      links.filter((anchor) => !headings.includes(anchor ?? "")),
      [],
    );
  });
});
