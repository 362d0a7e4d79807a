import { failure } from "../../plan/fail-if";

/** The exit code of a command with `--fail-if`: 0, or 2 where the expression is true, which is then said. */
export function gate(expression: string | undefined, figures: object, say: (text: string) => void): 0 | 2 {
  const why = failure(expression, figures);
  if (why === undefined) return 0;
  say(`${why}\n`);
  return 2;
}
