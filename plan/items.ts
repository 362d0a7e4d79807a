import type { Container, EnvVar } from "./lane";
import { bad, type Checked, good, show } from "./mistake";

/**
 * The container with its items flag set to `items`, in either form (`--flag=10`, or `--flag` and then `10`) and
 * wherever it stands, in `args` or in `command`. The flag must be there exactly once: adding one that the program does
 * not know, or setting one of two, would make a race of unequal work.
 */
export function patchItemsFlag(container: Container, flag: string, items: number, file: string): Checked<Container> {
  const place = `container ${show(container.name)} of ${show(file)}`;
  const found = [container.command ?? [], container.args ?? []].flatMap((words) =>
    words.filter((word) => word === flag || word.startsWith(`${flag}=`)),
  );
  if (found.length === 0)
    return bad({ key: "itemsFlag", expected: `a flag of ${place}`, got: `${show(flag)}, which is not there` });
  if (found.length > 1) {
    return bad({ key: "itemsFlag", expected: `${show(flag)} once in ${place}`, got: `it ${found.length} times` });
  }
  const command = withFlag(container.command, flag, items);
  const args = withFlag(container.args, flag, items);
  if (command === "no value" || args === "no value") {
    return bad({ key: "itemsFlag", expected: `a number after ${show(flag)} in ${place}`, got: "nothing" });
  }
  return good({ ...container, ...(command && { command }), ...(args && { args }) });
}

/** The container with its environment variable `name` set to `items`. */
export function patchItemsEnv(container: Container, name: string, items: number, file: string): Checked<Container> {
  const place = `container ${show(container.name)} of ${show(file)}`;
  const found = (container.env ?? []).filter((variable) => variable.name === name);
  const [variable] = found;
  if (variable === undefined) {
    return bad({ key: "itemsEnv", expected: `a variable of ${place}`, got: `${show(name)}, which is not there` });
  }
  if (found.length > 1) {
    return bad({ key: "itemsEnv", expected: `${show(name)} once in ${place}`, got: `it ${found.length} times` });
  }
  if ("valueFrom" in variable) {
    return bad({ key: "itemsEnv", expected: `a plain value for ${show(name)} in ${place}`, got: "valueFrom" });
  }
  const set = (candidate: EnvVar) => (candidate === variable ? { ...candidate, value: String(items) } : candidate);
  return good({ ...container, env: (container.env ?? []).map(set) });
}

function withFlag(
  words: readonly string[] | undefined,
  flag: string,
  items: number,
): string[] | "no value" | undefined {
  const index = words?.findIndex((word) => word === flag || word.startsWith(`${flag}=`)) ?? -1;
  if (words === undefined || index < 0) return words && [...words];
  if (words[index] !== flag) return words.with(index, `${flag}=${items}`);
  const value = words[index + 1];
  return value === undefined || value.startsWith("-") ? "no value" : words.with(index + 1, String(items));
}
