import { dirname, join } from "node:path";

const PACKAGE = dirname(__dirname);
const DEPENDENCIES = join(PACKAGE, "node_modules");

/**
 * Does the work with stack traces that end in this package. The SDK keeps the whole stack with every resource that is declared,
 * a kilobyte of the state for each, and most of it is how the program was loaded; the place where it was declared is enough.
 */
export function withShortStacks<Outcome>(work: () => Outcome): Outcome {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const prepare = before?.value as typeof Error.prepareStackTrace | undefined;
  Error.prepareStackTrace = (error, frames): unknown => {
    const own = frames.findIndex((frame) => isOurs(frame.getFileName() ?? ""));
    const kept = own < 0 ? frames : frames.slice(0, own + 1);
    return prepare === undefined ? inWords(error, kept) : prepare(error, kept);
  };
  try {
    return work();
  } finally {
    if (before) Object.defineProperty(Error, "prepareStackTrace", before);
    else Reflect.deleteProperty(Error, "prepareStackTrace");
  }
}

/** As V8 writes it down where nobody else does. */
function inWords(error: Error, frames: readonly NodeJS.CallSite[]): string {
  return [String(error), ...frames.map((frame) => `    at ${placeOf(frame)}`)].join("\n");
}

function placeOf(frame: NodeJS.CallSite): string {
  const place = `${frame.getFileName() ?? ""}:${frame.getLineNumber() ?? 0}:${frame.getColumnNumber() ?? 0}`;
  return `${frame.getFunctionName() ?? "<anonymous>"} (${place})`;
}

function isOurs(file: string): boolean {
  const path = file.replace(/^file:\/\//, "");
  return path.startsWith(PACKAGE) && !path.startsWith(DEPENDENCIES);
}
