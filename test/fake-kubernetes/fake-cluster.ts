import { randomUUID } from "node:crypto";
import type { WireMeta } from "../../observe/api/kubernetes-objects";

export interface FakeObject {
  readonly metadata?: WireMeta;
  readonly [field: string]: unknown;
}

export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: FakeObject;
}

export interface Selection {
  readonly resource: string;
  readonly fieldSelector?: string | undefined;
  readonly labelSelector?: string | undefined;
}

/** The memory of a fake Kubernetes: objects, their versions, and who watches. No network in it. */
export interface FakeCluster {
  /** Logs with time stamps by pod name. */
  readonly logs: Map<string, readonly string[]>;
  /** Stores an object under a new resource version and tells the watchers. */
  put(resource: string, object: object): FakeObject;
  remove(resource: string, name: string): FakeObject | undefined;
  list(selection: Selection): { items: FakeObject[]; resourceVersion: string };
  /** Replays what came after that version, then continues; `undefined` if the version is too old. */
  watch(selection: Selection, since: number, onChange: (change: Change) => void): (() => void) | undefined;
  /** Sends the changes so far again, in another order, to all watchers, as no server should. */
  repeat(resource: string, order: (changes: readonly Change[]) => readonly Change[]): void;
  /** Forgets all history: versions up to now are too old to watch from. */
  compact(): void;
}

export function fakeCluster(): FakeCluster {
  let version = 1_000;
  let oldest = 0;
  const objects = new Map<string, FakeObject>();
  const history: { resource: string; version: number; change: Change }[] = [];
  const watchers = new Set<{ selection: Selection; onChange: (change: Change) => void }>();
  const logs = new Map<string, readonly string[]>();
  const tell = (resource: string, change: Change) => {
    for (const { selection, onChange } of [...watchers]) {
      if (selection.resource === resource && isSelected(change.object, selection)) onChange(change);
    }
  };
  const record = (resource: string, change: Change) => {
    history.push({ resource, version, change });
    tell(resource, change);
  };
  return {
    logs,
    put: (resource, object) => {
      version += 1;
      const given = object as FakeObject;
      const key = `${resource}/${given.metadata?.name ?? ""}`;
      const before = objects.get(key);
      const uid = given.metadata?.uid ?? before?.metadata?.uid ?? randomUUID();
      const stored = { ...given, metadata: { ...given.metadata, uid, resourceVersion: String(version) } };
      objects.set(key, stored);
      record(resource, { type: before?.metadata?.uid === uid ? "MODIFIED" : "ADDED", object: stored });
      return stored;
    },
    remove: (resource, name) => {
      const key = `${resource}/${name}`;
      const before = objects.get(key);
      if (!before) return undefined;
      version += 1;
      objects.delete(key);
      const object = { ...before, metadata: { ...before.metadata, resourceVersion: String(version) } };
      record(resource, { type: "DELETED", object });
      return object;
    },
    list: (selection) => ({
      items: [...objects]
        .filter(([key, object]) => key.startsWith(`${selection.resource}/`) && isSelected(object, selection))
        .map(([, object]) => object),
      resourceVersion: String(version),
    }),
    watch: (selection, since, onChange) => {
      if (since < oldest) return undefined;
      for (const { resource, version: at, change } of history) {
        if (at > since && resource === selection.resource && isSelected(change.object, selection)) onChange(change);
      }
      const watcher = { selection, onChange };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    repeat: (resource, order) => {
      const changes = history.filter((entry) => entry.resource === resource).map(({ change }) => change);
      order(changes).forEach((change) => {
        tell(resource, change);
      });
    },
    compact: () => {
      oldest = version + 1;
      version += 1;
      history.length = 0;
    },
  };
}

function isSelected(object: FakeObject, { fieldSelector, labelSelector }: Selection): boolean {
  const labels = object.metadata?.labels ?? {};
  return (
    termsOf(labelSelector).every(([label, , wanted]) => labels[label] === wanted) &&
    termsOf(fieldSelector).every(([field, sign, wanted]) => {
      const value =
        field.split(".").reduce<unknown>((part, name) => (part as Fields | undefined)?.[name], object) ?? "";
      return (value === wanted) === (sign === "=");
    })
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** `a=b,c!=d` as [a, =, b] and [c, !=, d]. */
function termsOf(selector = ""): (readonly [string, string, string])[] {
  return selector
    .split(",")
    .filter((term) => term !== "")
    .map((term) => {
      const [, name = "", sign = "", value = ""] = /^(.+?)(!?=)(.*)$/.exec(term) ?? [];
      return [name, sign, value];
    });
}
