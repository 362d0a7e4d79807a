import type { Results } from "../../analysis/results/results";
import { charts } from "../charts/charts";
import { story } from "../words/story";
import type { Block, Section } from "../words/section";
import { figureSection, tableOf } from "./figure-section";
import { clusterFacts, settingFacts } from "./facts";
import { headlineOf } from "./headline-part";
import { html, Markup } from "./markup";
import { STYLE } from "./style";

/** Sections of the story that the pictures' own tables say better. */
const DRAWN = ["The lanes", "Where the time went"];

/** The whole report as one document, which needs nothing but itself: no script, no request. */
export function page(results: Results): string {
  const sections = story(results).filter(({ title = "" }) => !DRAWN.some((drawn) => title.startsWith(drawn)));
  const [quote, , ...rest] = sections;
  const untitled = rest.filter((section) => section.title === undefined).flatMap(({ blocks }) => blocks);
  const told = [{ title: "The answer", blocks: untitled }, ...rest.filter((section) => section.title !== undefined)];
  const title = `job-race: ${results.lanes.map(({ name }) => name).join(", ")}`.slice(0, 120);
  const drawn = Object.values(charts).flatMap(({ of }) => of(results) ?? []);
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <header>${headlineOf(results)}</header>
        <main>
          ${told.map(storySection)} ${drawn.map(figureSection)}
          <section id="settings">
            <h2>The settings</h2>
            ${tableOf(settingFacts(results), "facts")}
          </section>
          <section id="cluster">
            <h2>The cluster</h2>
            ${tableOf(clusterFacts(results), "facts")}
          </section>
        </main>
        <footer>${quote?.blocks.map(blockOf)}</footer>
      </body>
    </html> `;
  return `${document.text.trimEnd()}\n`;
}

function storySection({ title = "", blocks }: Section): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${blocks.map(blockOf)}
  </section>`;
}

function blockOf(block: Block): Markup {
  switch (block.kind) {
    case "text":
      return html`<p>${phrases(block.text)}</p>`;
    case "lines":
      return html`<p>${block.lines.map((line) => html`${line}<br />`)}</p>`;
    case "quote":
      return html`<blockquote>
        <p>${block.text}</p>
        <p>${block.by}</p>
      </blockquote>`;
    case "table":
      return tableOf(block.rows);
  }
}

/** What stands between backquotes is code. */
function phrases(text: string): Markup[] {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (/^`.+`$/.test(part) ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`));
}
