import { createServer } from "node:http";
import { listen } from "../../local/aws/listen.ts";
import { holdRefusingPort } from "../../local/simulated/refusing-port.ts";

/** An endpoint that takes every message, and one that refuses every connection. */
export async function openRecipient() {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => response.writeHead(204).end());
  });
  const listening = await listen(server, 0);
  if (listening.kind === "port_taken") throw new Error("no port is free");
  const refusing = await holdRefusingPort();
  return {
    url: `http://127.0.0.1:${listening.port}/webhook`,
    refusingUrl: `http://127.0.0.1:${refusing.port}/webhook`,
    close: async (): Promise<void> => {
      await Promise.all([listening.close(), refusing.release()]);
    },
  };
}
