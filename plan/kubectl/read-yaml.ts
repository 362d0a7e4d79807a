import { eventsToAst, FAILSAFE_SCHEMA, type Node, parseEvents, SCALAR_STYLE } from "js-yaml";
import { resolveScalar, type Scalar } from "./scalar";

export type Json = Scalar | Json[] | { [key: string]: Json };
export type JsonMap = Record<string, Json>;

/** More than any manifest has; a few lines of aliases of aliases could ask for more than there is memory. */
const NODES_MAX = 1_000_000;

/**
 * The documents of a YAML text, as kubectl reads them: go-yaml's scalars, a later key over an earlier one, and a merge
 * (`<<`) over the keys that stand before it.
 *
 * @throws {Error} for a text that is no YAML, or says what JSON can't.
 */
export function readYaml(text: string): Json[] {
  const events = parseEvents(text, {});
  return eventsToAst(events, { source: text, schema: FAILSAFE_SCHEMA }).map(({ contents }) =>
    contents === null ? null : new Builder().value(contents),
  );
}

class Builder {
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #nodes = 0;

  value(node: Node): Json {
    this.#nodes += 1;
    if (this.#nodes > NODES_MAX) throw new Error("the aliases make too large a document");
    switch (node.kind) {
      case "alias":
        return this.value(this.#named(node.anchor));
      case "scalar":
        this.#remember(node);
        return resolveScalar({ value: node.value, isPlain: node.style === SCALAR_STYLE.PLAIN, ...tagOf(node) });
      case "sequence":
        return this.#within(node, () => node.items.map((item) => this.value(item)));
      case "mapping":
        return this.#within(node, () => Object.fromEntries(this.#entries(node)));
    }
  }

  #entries(node: Node): Map<string, Json> {
    if (node.kind === "alias") return this.#entries(this.#named(node.anchor));
    if (node.kind !== "mapping") throw new Error("a merge (<<) needs a map or a list of maps");
    return this.#within(node, () => {
      const entries = new Map<string, Json>();
      const add = (more: ReadonlyMap<string, Json>) => {
        for (const [key, value] of more) entries.set(key, value);
      };
      for (const { key, value } of node.items) {
        if (isMerge(key)) this.#merged(value).forEach(add);
        else entries.set(this.#key(key), this.value(value));
      }
      return entries;
    });
  }

  /** What is merged, in the order of merging: of a list, its first map wins. */
  #merged(node: Node): Map<string, Json>[] {
    if (node.kind !== "sequence") return [this.#entries(node)];
    return this.#within(node, () => node.items.map((item) => this.#entries(item))).reverse();
  }

  #key(node: Node): string {
    const key = this.value(node);
    if (key === null || typeof key === "object")
      throw new Error(`a map's key must be a text, got ${JSON.stringify(key)}`);
    return String(key);
  }

  #named(anchor: string): Node {
    const node = this.#anchors.get(anchor);
    if (node === undefined) throw new Error(`unknown anchor ${JSON.stringify(anchor)}`);
    if (this.#open.has(node)) throw new Error(`anchor ${JSON.stringify(anchor)} contains itself`);
    return node;
  }

  #within<T>(node: Node, build: () => T): T {
    this.#remember(node);
    const isOuter = !this.#open.has(node);
    this.#open.add(node);
    const built = build();
    if (isOuter) this.#open.delete(node);
    return built;
  }

  #remember(node: Node): void {
    if (node.kind !== "alias" && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
  }
}

function isMerge(node: Node): boolean {
  if (node.kind !== "scalar" || node.value !== "<<") return false;
  return node.tagged ? tagOf(node).tag === "tag:yaml.org,2002:merge" : node.style === SCALAR_STYLE.PLAIN;
}

/** The tag in full, where one was written: `!!str` and `!<tag:yaml.org,2002:str>` are the same. */
function tagOf({ tag, tagged }: { readonly tag: string; readonly tagged: boolean }): { tag?: string } {
  if (!tagged) return {};
  const verbatim = /^!<(.*)>$/.exec(tag)?.[1];
  return { tag: verbatim ?? tag.replace(/^!!/, "tag:yaml.org,2002:") };
}
