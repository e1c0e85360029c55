import { createServer } from "node:http";
import { expect, it } from "vitest";
import { listen } from "../../../../local/aws/listen.ts";

it("says which port is taken, instead of failing", async () => {
  const first = await listen(createServer(), 0);
  if (first.kind !== "listening") throw new Error("no port");
  expect(await listen(createServer(), first.port)).toEqual({ kind: "port_taken", port: first.port });
  await first.close();
  const again = await listen(createServer(), first.port);
  expect(again).toMatchObject({ kind: "listening", port: first.port });
  if (again.kind === "listening") await again.close();
});
