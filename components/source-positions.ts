type Prepare = NonNullable<typeof Error.prepareStackTrace>;

/**
 * Does the work without telling Pulumi where each resource is declared. The SDK takes a stack trace for that, and the state keeps
 * it, mostly lines of how the program was loaded: a twentieth of a race's state, which nobody reads. Errors keep their stacks.
 */
export function withoutPositions<Outcome>(work: () => Outcome): Outcome {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const prepare = (before?.value as Prepare | undefined) ?? asV8;
  Error.prepareStackTrace = (error, frames): unknown => prepare(error, isTakenForState(frames) ? [] : frames);
  try {
    return work();
  } finally {
    if (before) Object.defineProperty(Error, "prepareStackTrace", before);
    else Reflect.deleteProperty(Error, "prepareStackTrace");
  }
}

/** Whether the SDK's own reading of the call sites asks, and not an error that was thrown. */
function isTakenForState([first]: readonly NodeJS.CallSite[]): boolean {
  return first?.getFunctionName() === "callsites" && /@pulumi.pulumi.resource\.js$/.test(first.getFileName() ?? "");
}

/** As V8 writes it down where nobody else does. */
function asV8(error: Error, frames: readonly NodeJS.CallSite[]): string {
  return [String(error), ...frames.map((frame) => `    at ${placeOf(frame)}`)].join("\n");
}

function placeOf(frame: NodeJS.CallSite): string {
  const place = `${frame.getFileName() ?? ""}:${frame.getLineNumber() ?? 0}:${frame.getColumnNumber() ?? 0}`;
  return `${frame.getFunctionName() ?? "<anonymous>"} (${place})`;
}
