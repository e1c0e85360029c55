import { describe, expect, it } from "vitest";
import { callerOf } from "../../../../functions/authorize-request/caller-of.ts";

const registered: Partial<Record<string, { kind: "authority" | "platform"; id: string }>> = {
  "client-1": { kind: "authority", id: "arcom" },
  "client-2": { kind: "platform", id: "shein" },
};
const asked: string[] = [];
const services = {
  clients: {
    find: async (clientId: string) => {
      asked.push(clientId);
      return registered[clientId];
    },
  },
  administratorScope: "sommation/administrator",
};

describe("the caller of a token", () => {
  it.each([
    [{ authority: "dgccrf" }, { kind: "authority", id: "dgccrf" }],
    [
      { platform: "temu", client_id: "client-1" },
      { kind: "platform", id: "temu" },
    ],
    [
      { administrator: true, client_id: "operator" },
      { kind: "administrator", id: "operator" },
    ],
    [{ administrator: true }, { kind: "administrator", id: "administrator" }],
  ])("is whom claims of ours name: %j", async (claims, caller) => {
    asked.length = 0;
    expect(await callerOf(claims, services)).toEqual(caller);
    expect(asked).toEqual([]);
  });

  it.each([
    [
      { client_id: "client-1", scope: "sommation/authority" },
      { kind: "authority", id: "arcom" },
    ],
    [{ client_id: "client-2" }, { kind: "platform", id: "shein" }],
    [{ azp: "client-2" }, { kind: "platform", id: "shein" }],
    [
      { client_id: "client-1", azp: "client-2" },
      { kind: "authority", id: "arcom" },
    ],
  ])("is whom the directory says its client speaks for: %j", async (claims, caller) => {
    expect(await callerOf(claims, services)).toEqual(caller);
  });

  it.each([
    [{ client_id: "operator", scope: "sommation/authority sommation/administrator" }, true],
    [{ client_id: "operator", scope: "other/administrator" }, false],
    [{ client_id: "operator", scope: "administrator" }, false],
    [{ client_id: "operator", scope: "sommation/administrators" }, false],
  ])("is an administrator by that scope and no other: %j", async (claims, isOne) => {
    const caller = await callerOf(claims, services);
    expect(caller).toEqual(isOne ? { kind: "administrator", id: "operator" } : undefined);
  });

  it.each([
    {},
    { client_id: "unheard-of" },
    { sub: "client-1" },
    { authority: "dgccrf", platform: "shein" },
    { authority: "dgccrf", administrator: true },
    { platform: "shein", scope: "sommation/administrator" },
    { authority: "dgccrf#open", client_id: "client-1" },
    { authority: null, client_id: "client-1" },
    { administrator: "true", client_id: "client-1" },
    "client-1",
    undefined,
  ])("is nobody for %j", async (claims) => {
    expect(await callerOf(claims, services)).toBeUndefined();
  });

  it("is not guessed when clients cannot be looked up", async () => {
    const find = async () => Promise.reject(new Error("outage"));
    await expect(callerOf({ client_id: "client-1" }, { ...services, clients: { find } })).rejects.toThrow("outage");
  });
});
