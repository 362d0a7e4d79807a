import { rootOf } from "./check-race";
import type { Mistake } from "./mistake";
import { exampleOf } from "./race-config";

/** The command that somebody sets a value with: it is what the message ends with. */
export type SettingCommand = "pulumi" | "npm start" | "program";

/** The one message that a user sees: every mistake on a line of its own, then what to do. */
export function describeMistakes(mistakes: readonly Mistake[], command: SettingCommand = "pulumi"): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  return [
    `${count} in the settings, nothing was created:`,
    ...mistakes.map((mistake) => `  ${describe(mistake)}`),
    howToSet(mistakes, command),
  ].join("\n");
}

function describe({ key, expected, got }: Mistake): string {
  return got === undefined ? `${key}: expected ${expected}` : `${key}: expected ${expected}, got ${got}`;
}

function howToSet(mistakes: readonly Mistake[], command: SettingCommand): string {
  if (command === "program") return "Correct the arguments of the Race; job-race's README explains each of them.";
  // What is wrong inside a file is not set by a command.
  if (mistakes.every(({ key }) => key.endsWith(".manifest"))) {
    return "Correct the manifest, or name another one in the setting lanes; then run the same command again.";
  }
  const names = mistakes.flatMap(({ key, meant }) => [meant ?? rootOf(key), rootOf(key)]);
  const name = names.find((candidate) => exampleOf(candidate) !== undefined) ?? "KEY";
  const value = exampleOf(name) ?? "VALUE";
  return command === "pulumi"
    ? `Set one with \`pulumi config set ${value.startsWith("-") ? "-- " : ""}${name} ${value}\`, ` +
        "or in the stack's Pulumi.*.yaml; Pulumi.yaml explains every key."
    : `Set one with \`npm start -- --set ${name}=${value}\`, or in Pulumi.dev.yaml; Pulumi.yaml explains every key.`;
}
