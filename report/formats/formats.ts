import { bannerFormat } from "./banner";
import { csvFormat, csvLapsFormat, csvPodsFormat } from "./csv";
import type { Format } from "./format";
import { htmlFormat } from "./html";
import { jsonFormat } from "./json";
import { markdownFormat } from "./markdown";
import { openMetricsFormat } from "./openmetrics";
import { svgFormats } from "./svg";
import { traceFormat } from "./trace";

/** Every way to write the results down, in the order in which they are listed. */
export const formats: readonly Format[] = [
  bannerFormat,
  markdownFormat,
  jsonFormat,
  csvFormat,
  csvPodsFormat,
  csvLapsFormat,
  ...svgFormats,
  htmlFormat,
  traceFormat,
  openMetricsFormat,
];

/** @throws Error that lists the formats there are. */
export function formatNamed(name: string): Format {
  const format = formats.find((candidate) => candidate.name === name);
  if (format) return format;
  throw new Error(`Expected one of these formats, got ${name}:\n${formatList()}`);
}

/** One line a format. */
export function formatList(): string {
  const width = Math.max(...formats.map(({ name }) => name.length));
  return formats.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`).join("\n");
}
