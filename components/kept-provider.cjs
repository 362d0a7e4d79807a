// @ts-check
/**
 * What Pulumi keeps with every heat, twice, and runs in a process of its own: so it is as small as can be, and only loads the work
 * from the project's folder, which is the one in which the engine starts the provider or one above it, or is installed in one of
 * them. Deleting and reading back need no work: what is deleted is a record, what is read is what was recorded. Before it replaces a
 * Job, the engine asks the provider in the state what that would change, and its work may be somewhere else by now. It says then that
 * it does not know: the program's own provider, which is asked next, does.
 *
 * Kept is the text of this function, so it uses nothing but its argument and what Node has. This file is plain JavaScript, so that
 * no compiler adds helpers of its own to the text.
 *
 * @param {"heat" | "queue"} kind of what is waited for
 * @returns {import("@pulumi/pulumi").dynamic.ResourceProvider}
 */
exports.keptProvider = (kind) => {
  const work = () => {
    const cwd = process.cwd();
    const load = require("module").createRequire(cwd + "/_");
    for (const modules of load.resolve.paths("_") ?? [])
      for (const at of ["..", "job-race"]) {
        const file = `${modules}/${at}/components/load-work.cjs`;
        if (require("fs").existsSync(file)) return load(file).work(kind);
      }
    throw Error(`No package job-race in or above ${cwd}: npm ci, then pulumi up again.`);
  };
  return {
    create: async (inputs) => work().create(inputs),
    update: async (_id, olds, news) => work().update(olds, news),
    diff: async (_id, olds, news) => {
      let loaded;
      try {
        loaded = work();
      } catch {
        return {};
      }
      return loaded.diff(olds, news);
    },
  };
};

/**
 * The same for a namespace's suffix, which needs no work. Without its `diff`, an edit of this text would look like a change.
 *
 * @returns {import("@pulumi/pulumi").dynamic.ResourceProvider}
 */
exports.suffixProvider = () => ({
  create: async () => ({ id: require("node:crypto").randomBytes(4).toString("hex") }),
  diff: async () => ({ changes: false }),
});
