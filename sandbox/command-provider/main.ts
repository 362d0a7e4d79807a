/**
 * A stand-in for the `command` plugin, used only by the sandbox and only where the official one can't be downloaded. It has the
 * one resource that job-race declares, `command:local:Command`, and of that the properties create, update, delete,
 * environment, dir, interpreter, stdin and triggers; it refuses any other.
 */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi/provider";
import { execa, ExecaError } from "execa";
import * as versions from "../toolchain/versions";

interface CommandInputs {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly dir?: string;
  readonly interpreter?: readonly string[];
  readonly stdin?: string;
  readonly triggers?: readonly unknown[];
}

interface CommandOutputs extends CommandInputs {
  readonly stdout: string;
  readonly stderr: string;
}

const known = new Set(["create", "update", "delete", "environment", "dir", "interpreter", "stdin", "triggers"]);

const provider: pulumi.Provider = {
  version: versions.commandProvider,

  check(_urn: string, _olds: unknown, news: CommandInputs): Promise<pulumi.CheckResult> {
    const failures = Object.keys(news)
      .filter((property) => !known.has(property) && !property.startsWith("__"))
      .map((property) => ({ property, reason: "the stand-in for the command plugin does not have it" }));
    return Promise.resolve({ inputs: news, failures });
  },

  diff(_id: string, _urn: string, olds: CommandOutputs, news: CommandInputs): Promise<pulumi.DiffResult> {
    const differs = (key: keyof CommandInputs) => !isDeepStrictEqual(olds[key], news[key]);
    const changes = ([...known] as (keyof CommandInputs)[]).some(differs);
    return Promise.resolve({ changes, replaces: differs("triggers") ? ["triggers"] : [] });
  },

  async create(_urn: string, inputs: CommandInputs): Promise<pulumi.CreateResult> {
    return { id: `command-${randomUUID()}`, outs: { ...inputs, ...(await run(inputs, inputs.create)) } };
  },

  async update(_id: string, _urn: string, _olds: CommandOutputs, news: CommandInputs): Promise<pulumi.UpdateResult> {
    return { outs: { ...news, ...(await run(news, news.update ?? news.create)) } };
  },

  read(id: string, _urn: string, props?: CommandOutputs): Promise<pulumi.ReadResult> {
    return Promise.resolve({ id, props });
  },

  async delete(_id: string, _urn: string, props: CommandOutputs): Promise<void> {
    await run(props, props.delete);
  },
};

/** Runs one command as the official plugin does: in a shell, with stdin and environment, failing on a non-zero exit. */
async function run(
  maybeSecret: CommandInputs,
  command: string | undefined,
): Promise<{ stdout: string; stderr: string }> {
  if (command === undefined || command === "") return { stdout: "", stderr: "" };
  const inputs = plain(maybeSecret) as CommandInputs;
  const [shell = "/bin/sh", ...args] = inputs.interpreter ?? ["/bin/sh", "-c"];
  try {
    const { stdout, stderr } = await execa(shell, [...args, command], {
      env: { ...inputs.environment },
      input: inputs.stdin ?? "",
      ...(inputs.dir === undefined ? {} : { cwd: inputs.dir }),
    });
    // The engine shows what a provider prints.
    for (const text of [stdout, stderr]) if (text !== "") console.log(text);
    return { stdout, stderr };
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    const stderr = typeof error.stderr === "string" ? error.stderr : "";
    throw new Error(`exit status ${error.exitCode ?? "unknown"}: running ${JSON.stringify(command)}:\n${stderr}`, {
      cause: error,
    });
  }
}

/** Secrets arrive wrapped: an object with a well-known signature, and the value beside it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (secretSignature in value && "value" in value) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** Of Pulumi's wire format: marks an object as a special value, here a secret. */
const secretSignature = "4dabf18193072939515e22adb298388d";

void pulumi.main(provider, process.argv.slice(2));
