import { delimiter, resolve } from "node:path";
import { checkRace, rootOf } from "./check-race";
import { bad, type Checked, good, type Mistake, show } from "./mistake";
import type { RacePlan } from "./race-plan";
import type { RaceConfig } from "./race-config";
import { isDefault } from "./settings/documents";
import { type ClusterTarget, resolveTarget } from "./target";

/** Everything that a user can choose, checked, with nothing of Pulumi's in it. */
export interface Settings {
  readonly stack: string;
  readonly config: RaceConfig;
  readonly plan: RacePlan;
  readonly target: ClusterTarget;
  /** An existing namespace to race in; absent: the stack makes one. */
  readonly namespace?: string;
}

/** What the settings are made of. Tests give their own. */
export interface SettingsSource {
  readonly stack: string;
  /** The namespace of the keys: `job-race`, unless `pulumi new` gave the project another name. */
  readonly project: string;
  /** All of Pulumi's configuration, with namespaces: `job-race:items`, `kubernetes:context`. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: ReadonlySet<string>;
  /** The folder that relative paths start from. */
  readonly root: string;
  readonly home: string;
  readonly kubeconfigVariable: string | undefined;
  /** The race begins at once: the context that it names has to be there. */
  readonly isNow?: boolean;
  /** A file's text; throws where there is none. */
  readonly read: (path: string) => string;
}

/** The settings, or everything that is wrong with them. */
export function checkSettings(source: SettingsSource): Checked<Settings> {
  const kubernetes = withoutPrefix(source.config, "kubernetes:");
  const namespace = checkNamespace(setOrAbsent(kubernetes["namespace"]));
  const own = ownSettings(source);
  const place = setOrAbsent(own["namespace"]) ?? (namespace.ok ? namespace.value : undefined);
  const race = checkRace({ ...own, ...(place !== undefined && { namespace: place }) }, source.stack, (path) =>
    source.read(resolve(source.root, path)),
  );
  const target = resolveTarget({
    kubeconfig: setOrAbsent(kubernetes["kubeconfig"]),
    context: setOrAbsent(kubernetes["context"]),
    environment: source.kubeconfigVariable,
    isNow: source.isNow,
    home: source.home,
    root: source.root,
    pathDelimiter: delimiter,
    read: source.read,
  });
  if (!race.ok || !target.ok || !namespace.ok) {
    const mistakes = [race, target, namespace].flatMap((part): readonly Mistake[] => (part.ok ? [] : part.mistakes));
    return bad(...mistakes.map((mistake) => hideSecret(mistake, source)));
  }
  const chosen = race.value.config.namespace;
  const settings = { stack: source.stack, ...race.value, target: target.value };
  return good(chosen === undefined ? settings : { ...settings, namespace: chosen });
}

function checkNamespace(namespace: string | undefined): Checked<string | undefined> {
  if (namespace === undefined || /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return good(namespace);
  const expected = "a name of at most 63 lower-case letters, digits and dashes";
  return bad({ key: "kubernetes:namespace", expected, got: show(namespace) });
}

/** The name of this project, under which the examples have their settings. */
const TEMPLATE = "job-race";

/** Where `pulumi new` gave the project another name, settings under the template's hold for what nobody has set under its own. */
function ownSettings({ config, project }: SettingsSource): Record<string, string> {
  const own = withoutPrefix(config, `${project}:`);
  const unset = ([key]: [string, string]) => isDefault(key, own[key] ?? "") || !Object.hasOwn(own, key);
  const examples = Object.entries(withoutPrefix(config, `${TEMPLATE}:`)).filter(unset);
  return { ...own, ...Object.fromEntries(examples) };
}

function withoutPrefix(config: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  const entries = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
}

function hideSecret({ got, ...mistake }: Mistake, { project, secretKeys }: SettingsSource): Mistake {
  const { key } = mistake;
  const names = key.startsWith("kubernetes:") ? [key] : [project, TEMPLATE].map((name) => `${name}:${rootOf(key)}`);
  return got === undefined || names.some((name) => secretKeys.has(name)) ? mistake : { ...mistake, got };
}

function setOrAbsent(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}
