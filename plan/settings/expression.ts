import { z } from "zod";
import { isExpression } from "../fail-if";

/** An expression over the results: its form, as the results are not there yet. */
export function expression(): z.ZodString {
  return z.string().refine(isExpression, { error: "an expression such as speedup.low < 1.2" });
}
