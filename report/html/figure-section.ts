import type { Chart, Panel } from "../charts/chart";
import { html, Markup } from "./markup";

const WIDE = 860;
const NARROW = 350;

/** A picture with its legend, its text alternative and the table that it is drawn from. */
export function figureSection(chart: Chart): Markup {
  const [first, later] = [chart.panels.filter((panel) => !panel.secondary), chart.panels.filter((it) => it.secondary)];
  return html`<section id="${chart.id}" class="${chart.panels.length > 1 ? "long" : "short"}">
    <h2>${chart.title}</h2>
    <ul class="legend">
      ${chart.legend.map(({ label, colour }) => html`<li><span style="background:${colour}"></span>${label}</li>`)}
    </ul>
    <figure>${first.map((panel) => panelOf(chart, panel))}</figure>
    ${
      later.length === 0
        ? undefined
        : html`<details class="other">
            <summary>The other ${later.length} heats</summary>
            ${later.map((panel) => panelOf(chart, panel))}
          </details>`
    }
    <details>
      <summary>As a table</summary>
      ${tableOf(chart.rows)}
    </details>
  </section> `;
}

function panelOf(chart: Chart, { title, svg }: Panel): Markup {
  const alternative = title === undefined ? chart.alternative : `${title}. ${chart.alternative}`;
  const picture = (width: number, name: string): Markup => {
    const attributes = html`<svg class="${name}" role="img" aria-label="${alternative}"`.text;
    return new Markup(
      svg(width)
        .replace(/^<svg(?=\s)/, attributes)
        .replace(/ class="plot-[^"]*"/, ""),
    );
  };
  return html`<div>
    ${title === undefined ? undefined : html`<h3>${title}</h3>`}${picture(WIDE, "wide-picture")}${picture(NARROW, "narrow")}
  </div>`;
}

/** The first row is the head, the first column names the rows. */
export function tableOf([head = [], ...rows]: readonly (readonly string[])[], kind = "figures-table"): Markup {
  const first = (text: string, scope: string): Markup =>
    text === "" ? html`<td></td>` : html`<th scope="${scope}">${text}</th>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${head.filter(Boolean).join(", ")}">
    <table class="${kind}">
      <thead>
        <tr>
          ${head.map((cell) => first(cell, "col"))}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name = "", ...cells]) =>
            html`<tr>
              ${first(name, "row")}${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
