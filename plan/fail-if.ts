import { compileExpression } from "filtrex";

/**
 * Whether an expression over the results is true, such as `speedup.low < 1.2 or lanes.parallel.medianSeconds > 60`.
 * A name that is no plain word stands between single quotes: `'lanes.parallel-p5.medianSeconds' > 60`.
 *
 * The expression reads own properties of `figures` and nothing else; it can't call, assign or loop.
 *
 * @throws Error where it is no expression, or names what the results do not have, or is neither true nor false.
 */
export function holds(expression: string, figures: object): boolean {
  const missing: string[] = [];
  const value: unknown = compile(expression, (path) => {
    const found = valueAt(path, figures);
    if (found === undefined) missing.push(path);
    return found;
  })({});
  if (missing.length > 0) {
    throw new Error(
      `Expected figures that the results have in \`${expression}\`, but they have no ${missing.join(", ")}.`,
    );
  }
  if (typeof value === "boolean") return value;
  throw new Error(
    `Expected \`${expression}\` to be true or false, got ${value instanceof Error ? value.message : String(value)}.`,
  );
}

/**
 * Set by a command that shows the results first and judges them itself: the program then leaves that to it, and an update
 * that raced is no failed one.
 */
export const JUDGED_BY_COMMAND = "JOB_RACE_JUDGED_BY_COMMAND";

/** Why the race fails by its expression, in a sentence; absent where it does not. @throws Error as `holds` does. */
export function failure(expression: string | undefined, figures: object): string | undefined {
  if (expression === undefined || !holds(expression, figures)) return undefined;
  return `Failed, because this is true: ${expression}`;
}

/** Whether the text has the form of an expression; what it names, only the results can tell. */
export function isExpression(text: string): boolean {
  try {
    compile(text, () => undefined);
    return true;
  } catch {
    return false;
  }
}

type Compiled = ReturnType<typeof compileExpression>;

function compile(expression: string, read: (path: string) => unknown): Compiled {
  try {
    return compileExpression(expression, { customProp: (path: string) => read(path), extraFunctions: {} });
  } catch (cause) {
    const [why] = (cause as Error).message.split("\n");
    throw new Error(`Expected an expression such as \`speedup.low < 1.2\`, got \`${expression}\`: ${why ?? ""}`, {
      cause,
    });
  }
}

function valueAt(path: string, figures: object): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      figures,
    );
}
