import { holds } from "../../plan/fail-if";

/** The exit code of a command with `--fail-if`: 0, or 2 where the expression is true, which is then said. */
export function gate(expression: string | undefined, figures: object, say: (text: string) => void): 0 | 2 {
  if (expression === undefined || !holds(expression, figures)) return 0;
  say(`Failed, because this is true: ${expression}\n`);
  return 2;
}
