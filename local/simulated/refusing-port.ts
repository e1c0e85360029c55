import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A loopback port that refuses every connection, and that nobody else is given while it is held. */
export type RefusingPort = { port: number; release: () => Promise<void> };

/**
 * Holds a port without listening on it: a connection of our own leaves from it. A port that was merely free could be
 * given to another program, or to the caller's own end of the connection it tries, which then connects to itself.
 */
export async function holdRefusingPort(): Promise<RefusingPort> {
  const port = await freePort();
  const server = createServer();
  const accepted: Socket[] = [];
  server.on("connection", (socket) => accepted.push(socket));
  const to = await listening(server);
  const holder = connect({ host: "127.0.0.1", port: to, localAddress: "127.0.0.1", localPort: port });
  await once(holder, "connect");
  return {
    port,
    release: async () => {
      const closed = once(server, "close");
      server.close();
      // Reset, not closed: a closed connection would keep the port for a minute.
      holder.resetAndDestroy();
      for (const socket of accepted) socket.destroy();
      await closed;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  const closed = once(server, "close");
  server.close();
  await closed;
  return port;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return address.port;
}
