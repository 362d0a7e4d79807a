import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { svgFormats } from "../../../../report/formats/svg";
import { readPage } from "../html/read-page";
import { realRace } from "../real-race";

describe("The pictures alone", () => {
  it("are SVG with a title, a text alternative and their own colours", () => {
    const results = realRace();
    assert.deepEqual(
      svgFormats.map(({ name }) => name),
      ["svg", "svg-timeline", "svg-speedup", "svg-phases", "svg-cost"],
    );
    for (const { name, render } of svgFormats) {
      const text = render(results) as string;
      const svg = readPage(`<html><body>${text}</body></html>`).querySelector("body > svg");
      assert.equal(svg?.getAttribute("xmlns"), "http://www.w3.org/2000/svg", name);
      assert.ok((svg.getAttribute("aria-label") ?? "").length > 40, name);
      const used = new Set([...text.matchAll(/var\((--[a-z]+)\)/g)].map(([, variable]) => variable ?? ""));
      for (const variable of used) assert.ok(text.includes(`${variable}:#`), `${name} ${variable}`);
      assert.doesNotMatch(text, /NaN|undefined/, name);
    }
  });

  it("say so where there is nothing to draw", () => {
    for (const { render } of svgFormats) {
      assert.throws(() => render(analyse({ heats: [] })), /^Error: Expected results with something to draw as \w+/);
    }
  });
});
