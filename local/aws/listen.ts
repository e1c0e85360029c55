import { once } from "node:events";
import type { Server } from "node:http";

/** The server listens, or another program has the port. */
export type Listening =
  | {
      kind: "listening";
      /** The port, also where the system chose it. */
      port: number;
      /** Takes no more requests, lets those under way finish, and frees the port. */
      close: () => Promise<void>;
    }
  | { kind: "port_taken"; port: number };

/** What a request under way may still take once the server is to close. */
const graceMilliseconds = 3_000;

/**
 * Makes a server listen on the loopback interface, or on `host`.
 *
 * @param port 0: the system chooses.
 */
export async function listen(server: Server, port: number, host = "127.0.0.1"): Promise<Listening> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE") return { kind: "port_taken", port };
    throw cause;
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return { kind: "listening", port: address.port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => {
    server.closeAllConnections();
  }, graceMilliseconds);
  await closed;
  clearTimeout(impatience);
}
