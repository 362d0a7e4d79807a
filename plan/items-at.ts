import type { Container } from "./lane";
import { bad, type Checked, good, show } from "./mistake";

/** How many groups a regular expression has; the one that is asked for holds the number of items. */
export function groupsOf(pattern: string): number {
  // An empty alternative matches everything, so the match has every group.
  return (new RegExp(`${pattern}|`).exec("")?.length ?? 1) - 1;
}

/**
 * The container with the number that the pattern's group finds set to `items`. The pattern sees the container's words,
 * `command` and then `args`, as one line with a space between two words, and must match it exactly once.
 */
export function patchItemsAt(container: Container, pattern: string, items: number, file: string): Checked<Container> {
  const { command = [], args = [] } = container;
  const words = [...command, ...args];
  const line = words.join(" ");
  const place = `the command line of container ${show(container.name)} of ${show(file)} (${show(line)})`;
  const matches = [...line.matchAll(new RegExp(pattern, "gd"))];
  const [match] = matches;
  if (match === undefined || matches.length > 1) {
    return bad({ key: "itemsAt", expected: `one match in ${place}`, got: `${matches.length} of ${show(pattern)}` });
  }
  const [start, end] = match.indices?.[1] ?? [0, 0];
  const found = line.slice(start, end);
  if (!/^\d+$/.test(found)) {
    return bad({ key: "itemsAt", expected: `a number in its group, in ${place}`, got: show(found) });
  }
  let offset = 0;
  const patched = words.map((word) => {
    const [from, to] = [start - offset, end - offset];
    offset += word.length + 1;
    return from >= 0 && to <= word.length ? `${word.slice(0, from)}${items}${word.slice(to)}` : word;
  });
  return good({
    ...container,
    ...(container.command && { command: patched.slice(0, command.length) }),
    ...(container.args && { args: patched.slice(command.length) }),
  });
}
