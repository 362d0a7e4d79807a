import type { Format } from "./format";

export const jsonFormat: Format = {
  name: "json",
  description: "the whole results, as report/results-file/results-schema.json describes them",
  extension: "json",
  render: (results) => `${JSON.stringify(results, undefined, 2)}\n`,
};
