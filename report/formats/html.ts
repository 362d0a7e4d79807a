import { page } from "../html/page";
import type { Format } from "./format";

export const htmlFormat: Format = {
  name: "html",
  description: "the report with its pictures, one file that needs nothing else",
  extension: "html",
  render: page,
};
