import { plot, type PlotOptions } from "@observablehq/plot";
import { DOMParser } from "linkedom";

/**
 * SVG text of a plot; coordinates keep a tenth of a pixel. Its parts have no names for who can't see them: the page
 * names the picture as a whole.
 */
export function draw(width: number, options: PlotOptions): string {
  const document = new DOMParser().parseFromString("<html><body></body></html>", "text/html");
  const svg = plot({
    width,
    marginBottom: 42,
    ...options,
    document,
    style: { ...FONT },
  }) as unknown as { readonly outerHTML: string };
  return svg.outerHTML
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/(\d+\.\d)\d+/g, "$1").replace(/ aria-(label|hidden)="[^"]*"/g, ""));
}

const FONT = { background: "none", fontSize: "12px", overflow: "visible" };

/** Room for names on the left, however narrow the picture is. */
export function nameMargin(names: readonly string[], width: number): number {
  const longest = Math.max(...names.map(({ length }) => length));
  return Math.min(longest * 7 + 14, Math.round(width * 0.42));
}

/** A name as long as its margin allows. */
export function fitName(name: string, margin: number): string {
  const most = Math.max(4, Math.floor((margin - 10) / 6.6));
  return name.length <= most ? name : `${name.slice(0, Math.ceil(most / 2) - 1)}…${name.slice(-Math.floor(most / 2))}`;
}
