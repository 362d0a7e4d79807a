/**
 * Shows lines while an update runs, in the row of the resource. Unlike what a provider prints, the engine does not repeat
 * them in its summary.
 *
 * Runs in the process of the dynamic provider, which the engine starts with its own address as the one argument. It
 * speaks the engine's protocol itself: `pulumi.log` would bring tracing along, 30 MB for a few lines.
 */
export async function liveLine(urn: string): Promise<(line: string) => void> {
  const { createRequire } = await import("node:module");
  // The SDK that runs this process, with the versions of its own libraries.
  const sdk = createRequire(createRequire(process.argv[1] ?? "").resolve("@pulumi/pulumi"));
  const grpc = sdk("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
  const { EngineClient } = sdk("./proto/engine_grpc_pb.js") as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest, LogSeverity } = sdk("./proto/engine_pb.js") as typeof import("@pulumi/pulumi/proto/engine_pb");
  const engine = new EngineClient(process.argv[2] ?? "", grpc.credentials.createInsecure());
  return (line) => {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(line);
    request.setEphemeral(true);
    request.setUrn(urn);
    engine.log(request, (error) => {
      if (error) console.log(line);
    });
  };
}
