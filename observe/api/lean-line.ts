const FROM = ',"managedFields":[';
/** What follows a Job's or a pod's own metadata, and an event's. */
const TO = [']},"spec":', ']},"involvedObject":'];

/**
 * A line of a watch without the record of who set which field: a third of each object, which takes as long to read as all that is
 * asked of it. Kubernetes writes it as the last part of the metadata; where it does not look so, the line is as it was.
 */
export function leanLine(line: string): string {
  const from = line.indexOf(FROM);
  if (from < 0) return line;
  const to = TO.map((end) => line.indexOf(end, from)).find((at) => at >= 0);
  return to === undefined ? line : line.slice(0, from) + line.slice(to + 1);
}
