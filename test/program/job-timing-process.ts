import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { keptTexts } from "../../components/kept-resource";

type Properties = Record<string, unknown>;

/** Pulumi's own dynamic provider in a process of its own, spoken to as the engine does. */
export interface ProviderProcess {
  /** The provider as Pulumi keeps it with the resource. */
  readonly kept: string;
  /** Lines that the engine was asked to show: what `pulumi up` shows. */
  readonly shown: readonly string[];
  readonly create: (properties: Properties) => Promise<{ id: string; properties: Properties }>;
  readonly read: (id: string, properties: Properties) => Promise<{ id: string; properties: Properties }>;
  readonly update: (id: string, olds: Properties, news: Properties) => Promise<Properties>;
  readonly diff: (id: string, olds: Properties, news: Properties) => Promise<{ changes: string; replaces: string[] }>;
  readonly delete: (id: string, properties: Properties) => Promise<void>;
  /** The most memory that the process ever held, in bytes; `undefined` where the system does not tell. */
  readonly peakMemoryBytes: () => Promise<number | undefined>;
  readonly stop: () => Promise<void>;
}

/** A message of the protocol: its getters and setters by name. */
type Message = Readonly<Record<string, (...values: unknown[]) => unknown>>;

// The SDK's own messages and libraries: a test that speaks for the engine has to speak its version's words.
const sdk = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = sdk("@grpc/grpc-js") as {
  credentials: { createInsecure: () => unknown };
  ServerCredentials: { createInsecure: () => unknown };
  Server: new () => {
    addService: (service: unknown, methods: Record<string, unknown>) => void;
    bindAsync: (address: string, credentials: unknown, callback: (error: Error | null, port: number) => void) => void;
    forceShutdown: () => void;
  };
};
const { EngineService } = sdk("./proto/engine_grpc_pb.js") as { EngineService: unknown };
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };
const messages = sdk("./proto/provider_pb.js") as Record<string, new () => Message>;
const services = sdk("./proto/provider_grpc_pb.js") as {
  ResourceProviderClient: new (
    address: string,
    credentials: unknown,
  ) => Record<string, (request: unknown, callback: (error: Error | null, response: Message) => void) => void> & {
    close: () => void;
  };
};
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js") as {
  Struct: { fromJavaScript: (value: Properties) => unknown };
};

const got = (message: Message, getter: string): unknown => message[getter]?.();

const CHANGES = ["unknown", "none", "some"];

export async function startProvider(folder: string): Promise<ProviderProcess> {
  const text = keptTexts.heat;
  const entry = sdk.resolve("./cmd/dynamic-provider/index.js");
  const shown: string[] = [];
  const engine = await startEngine((line) => shown.push(line));
  const child = spawn(process.execPath, [entry, engine.address], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface(child.stdout);
  const [port] = (await once(lines, "line")) as [string];
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const call = (method: string, type: string, fields: Record<string, unknown>) =>
    new Promise<Message>((resolve, reject) => {
      const request = new (messages[type] ?? Object)() as Message;
      for (const [setter, value] of Object.entries(fields)) request[setter]?.(value);
      client[method]?.(request, (error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  const struct = (properties: Properties) => Struct.fromJavaScript({ ...properties, __provider: text });
  const properties = (message: Message) => (got(message, "getProperties") as Message)["toJavaScript"]?.() as Properties;
  await call("configure", "ConfigureRequest", { setArgs: Struct.fromJavaScript({}) });
  return {
    kept: text,
    shown,
    create: async (inputs) => {
      const response = await call("create", "CreateRequest", { setProperties: struct(inputs) });
      return { id: got(response, "getId") as string, properties: properties(response) };
    },
    read: async (id, state) => {
      const response = await call("read", "ReadRequest", { setId: id, setProperties: struct(state) });
      return { id: got(response, "getId") as string, properties: properties(response) };
    },
    update: async (id, olds, news) => {
      const fields = { setId: id, setOlds: struct(olds), setNews: struct(news) };
      return properties(await call("update", "UpdateRequest", fields));
    },
    diff: async (id, olds, news) => {
      const fields = { setId: id, setOlds: struct(olds), setNews: struct(news) };
      const response = await call("diff", "DiffRequest", fields);
      const changes = CHANGES[got(response, "getChanges") as number] ?? "";
      return { changes, replaces: got(response, "getReplacesList") as string[] };
    },
    delete: async (id, state) => {
      await call("delete", "DeleteRequest", { setId: id, setProperties: struct(state) });
    },
    peakMemoryBytes: async () => {
      const status = await readFile(`/proc/${String(child.pid)}/status`, "utf8").catch(() => "");
      const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
      return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
    },
    stop: async () => {
      client.close();
      engine.stop();
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** The one service of the engine that a provider uses: showing lines. */
async function startEngine(show: (line: string) => void): Promise<{ address: string; stop: () => void }> {
  const server = new grpc.Server();
  const unused = () => undefined;
  server.addService(EngineService, {
    log: ({ request }: { request: Message }, respond: (error: null, response: unknown) => void) => {
      show(`${got(request, "getUrn") as string} ${got(request, "getMessage") as string}`.trim());
      respond(null, new Empty());
    },
    getRootResource: unused,
    setRootResource: unused,
    startDebugging: unused,
    requirePulumiVersion: unused,
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    stop: () => {
      server.forceShutdown();
    },
  };
}
