import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { endWithReader } from "../../../../local/restore/report.ts";

const failure = (code: string) => Object.assign(new Error(code), { code });

it("takes it that nobody reads on, and nothing else", () => {
  const stream = new EventEmitter();
  endWithReader(stream);
  expect(() => stream.emit("error", failure("EPIPE"))).not.toThrow();
  expect(() => stream.emit("error", failure("EIO"))).toThrow("EIO");
});
