import type { Results } from "../../analysis/results/results";
import { charts } from "../charts/charts";
import { PALETTE_CSS } from "../charts/palette";
import { html, Markup } from "../html/markup";
import type { Format } from "./format";

const WIDTH = 860;
const HEAD = 34;
const LEGEND = 20;

/** A picture each; `svg` alone is the first of them. */
export const svgFormats: readonly Format[] = Object.entries(charts).map(([id, { description }], index) => ({
  name: index === 0 ? "svg" : `svg-${id}`,
  description,
  extension: "svg",
  render: (results) => picture(id, results),
}));

/**
 * The chart's most important panel with its title and legend, light or dark as the reader's screen is.
 *
 * @throws Error where the results have nothing to draw.
 */
function picture(id: string, results: Results): string {
  const chart = charts[id]?.of(results);
  const inner = chart?.panels[0]?.svg(WIDTH);
  if (!chart || inner === undefined)
    throw new Error(`Expected results with something to draw as ${id}, but there is nothing.`);
  const height = Number(/ height="([\d.]+)"/.exec(inner)?.[1] ?? 0) + HEAD + LEGEND;
  let x = 14;
  const legend = chart.legend.map(({ label, colour }) => {
    const at = x;
    x += label.length * 6.6 + 34;
    return html`<g transform="translate(${at},${HEAD})"
      ><rect width="10" height="10" rx="2" fill="${colour}" /><text x="15" y="9">${label}</text></g
    >`;
  });
  const document = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${height}"
    width="${WIDTH}"
    height="${height}"
    role="img"
    aria-label="${chart.alternative}"
    font-family="system-ui, sans-serif"
    font-size="12"
    fill="var(--ink)"
    color="var(--ink)"
  >
    <style>
      ${new Markup(PALETTE_CSS)}
    </style>
    <rect width="100%" height="100%" fill="var(--paper)" />
    <text x="14" y="22" font-size="15" font-weight="600">${chart.title}</text>
    ${legend}
    <g color="var(--ink)">${new Markup(inner.replace(/^<svg(?=\s)/, `<svg y="${HEAD + LEGEND}"`))}</g>
  </svg>`;
  return `${document.text}\n`;
}
