import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A host of releases on the loopback device: what it answers to a path is a test's to say. */
export class ReleaseServer {
  readonly asked: { readonly path: string; readonly range: string | undefined }[] = [];
  readonly answers = new Map<string, Answer>();

  private constructor(
    private readonly server: Server,
    readonly base: string,
  ) {}

  static async start(): Promise<ReleaseServer> {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const server = new ReleaseServer(http, `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    http.on("request", (request: IncomingMessage, response: ServerResponse) => {
      const path = request.url ?? "";
      server.asked.push({ path, range: request.headers.range });
      const answer = server.answers.get(path);
      if (answer !== undefined) {
        answer(request, response);
        return;
      }
      response.statusCode = 404;
      response.end();
    });
    return server;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Sends a file, or the rest of it that is asked for. */
export function whole(content: Buffer): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.statusCode = from > 0 ? 206 : 200;
    response.setHeader("content-length", content.length - from);
    response.end(content.subarray(from));
  };
}
