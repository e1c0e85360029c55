import { describe, expect, it } from "vitest";
import type { Directory } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { clientStore } from "../../functions/shared/dynamo/client-store.ts";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import type { AuthorityEntry, PlatformEntry } from "../../functions/shared/dynamo/directory-item.ts";
import { directoryStore } from "../../functions/shared/dynamo/directory-store.ts";
import { seedDirectory } from "../../local/directory/seed-directory.ts";

const [shein, temu] = startingDirectory.platforms as [PlatformEntry["facts"], PlatformEntry["facts"]];
const [dgccrf] = startingDirectory.authorities as [AuthorityEntry["facts"]];

const platform: PlatformEntry = {
  facts: shein,
  endpoint: { url: "https://shein.example/hook", secretRefs: ["secret-1", "secret-2"] },
  keys: [
    { kind: "hmac", secretRef: "secret-3" },
    { kind: "ed25519", publicKey: "key-1" },
  ],
  version: 1,
};
const authority: AuthorityEntry = { facts: dgccrf, keys: [], version: 1 };
const court = { role: "court" as const, holder: { kind: "person" as const, name: "Any court" } };

const second = 1_000;

/** What every directory of a deployment keeps to. */
export function describeDirectoryStore(newTable: () => Promise<Table>): void {
  describe("the directory", () => {
    it("of a new table is empty: nobody is in it who was not registered there", async () => {
      const directory = directoryStore(await newTable());
      expect(await directory.read()).toEqual({ platforms: [], authorities: [], recipients: [] });
      expect(await directory.record()).toMatchObject({ revision: 0 });
      expect(await directory.platform("shein")).toBeUndefined();
    });

    it("gives everything back as it was written, and each entry by its id", async () => {
      const directory = directoryStore(await newTable());
      const change = { platforms: [platform], authorities: [authority], recipients: [court] };
      expect(await directory.write(change, 0)).toBe("written");
      expect(await directory.record()).toEqual({ revision: 1, ...change });
      expect(await directory.platform("shein")).toEqual(platform);
      expect(await directory.authority("dgccrf")).toEqual(authority);
      expect(await directory.authority("shein")).toBeUndefined();
      expect(await directory.read()).toEqual({ platforms: [shein], authorities: [dgccrf], recipients: [court] });
    });

    it("puts an entry in the place of the one before; a role is held by one for each State, and one for all", async () => {
      const directory = directoryStore(await newTable());
      const french = { ...court, state: "FR" as const };
      await directory.write({ platforms: [platform], recipients: [court, french] }, 0);
      const next = { facts: { ...shein, name: "SHEIN" }, keys: [], version: 2 };
      const other = { ...court, holder: { ...court.holder, name: "Another court" } };
      await directory.write({ platforms: [next], recipients: [other] }, 1);
      const { platforms, recipients } = await directory.record();
      expect(platforms).toEqual([next]);
      expect(recipients).toEqual(expect.arrayContaining([other, french]));
      expect(recipients).toHaveLength(2);
    });

    it("refuses what was decided on a state that is no more, and writes nothing of it", async () => {
      const directory = directoryStore(await newTable());
      expect(await directory.write({ platforms: [platform] }, 0)).toBe("written");
      const late = { platforms: [{ ...platform, facts: temu }], authorities: [authority] };
      expect(await directory.write(late, 0)).toBe("stale");
      expect(await directory.record()).toEqual({ revision: 1, platforms: [platform], authorities: [], recipients: [] });
    });

    it("lets one of several writers through at a time", async () => {
      const table = await newTable();
      const writers = Array.from({ length: 5 }, () => directoryStore(table));
      const outcomes = await Promise.all(writers.map(async (writer) => writer.write({ platforms: [platform] }, 0)));
      expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(1);
    });

    it("takes no entry that is none", async () => {
      const directory = directoryStore(await newTable());
      const broken = { ...platform, facts: { ...shein, id: "Not An Id" } };
      await expect(directory.write({ platforms: [broken] }, 0)).rejects.toThrow();
      expect((await directory.record()).platforms).toEqual([]);
    });

    it("is kept for half a minute; another's change is seen after that, or by whoever looks anew", async () => {
      const table = await newTable();
      let wall = 0;
      const reader = directoryStore(table, () => wall);
      const names = ({ platforms }: Directory) => platforms.map(({ id }) => id);
      expect(names(await reader.read())).toEqual([]);
      await directoryStore(table).write({ platforms: [platform] }, 0);
      wall = 30 * second;
      expect(names(await reader.read())).toEqual([]);
      expect(names(await reader.read("now"))).toEqual(["shein"]);
      await directoryStore(table).write({ platforms: [{ ...platform, facts: temu }] }, 1);
      expect(names(await reader.read())).toEqual(["shein"]);
      wall += 31 * second;
      expect(names(await reader.read())).toEqual(["shein", "temu"]);
    });

    it("gives a party's entry as it was a second ago at most, and asks again for one that was missing", async () => {
      const table = await newTable();
      let wall = 0;
      const reader = directoryStore(table, () => wall);
      expect(await reader.platform("shein")).toBeUndefined();
      await directoryStore(table).write({ platforms: [platform], authorities: [authority] }, 0);
      expect(await reader.platform("shein")).toEqual(platform);
      expect(await reader.authority("dgccrf")).toEqual(authority);
      const moved = { ...platform, keys: [], version: 2 };
      await directoryStore(table).write({ platforms: [moved] }, 1);
      wall = second - 1;
      expect(await reader.platform("shein")).toEqual(platform);
      wall = second;
      expect(await reader.platform("shein")).toEqual(moved);
      await reader.write({ platforms: [{ ...platform, version: 3 }] }, 2);
      expect(await reader.platform("shein")).toEqual({ ...platform, version: 3 });
    });

    it("shows a writer its own change at once", async () => {
      const directory = directoryStore(await newTable(), () => 0);
      await directory.read();
      await directory.write({ platforms: [platform] }, 0);
      expect((await directory.read()).platforms).toEqual([shein]);
    });

    it("is not kept when it could not be read", async () => {
      const table = await newTable();
      let isBroken = true;
      const call: Table["call"] = async (operation, input) => {
        if (isBroken) throw new Error("outage");
        return table.call(operation, input);
      };
      const directory = directoryStore({ ...table, call }, () => 0);
      await expect(directory.read()).rejects.toThrow("outage");
      await expect(directory.platform("shein")).rejects.toThrow("outage");
      isBroken = false;
      expect(await directory.platform("shein")).toBeUndefined();
      expect(await directory.read()).toEqual({ platforms: [], authorities: [], recipients: [] });
    });
  });

  describe("seeding", () => {
    it("brings in who is missing, and leaves the facts of those who are there as they are", async () => {
      const directory = directoryStore(await newTable());
      const changed = { ...platform, facts: { ...shein, languages: ["fr"] } };
      await directory.write({ platforms: [changed] }, 0);
      await seedDirectory(directory, startingDirectory);
      const { platforms, authorities, recipients } = await directory.record();
      expect(platforms.map(({ facts }) => facts.id).sort()).toEqual(
        startingDirectory.platforms.map(({ id }) => id).sort(),
      );
      expect(platforms.find(({ facts }) => facts.id === "shein")).toEqual(changed);
      expect(authorities).toHaveLength(startingDirectory.authorities.length);
      expect(recipients).toHaveLength(startingDirectory.recipients.length);
    });

    it("says anew how a party is reached", async () => {
      const directory = directoryStore(await newTable());
      const reached = { endpoint: { url: "https://shein.example/", secretRefs: ["secret-9"] }, keys: [] };
      await seedDirectory(directory, startingDirectory);
      await seedDirectory(directory, startingDirectory, { platforms: { shein: reached } });
      expect(await directory.platform("shein")).toEqual({ facts: shein, ...reached, version: 2 });
      expect(await directory.platform("temu")).toEqual({ facts: temu, keys: [], version: 1 });
    });
  });

  describe("a client", () => {
    it("speaks for whom it was last said to, and for nobody before", async () => {
      const clients = clientStore(await newTable());
      expect(await clients.find("client-1")).toBeUndefined();
      await clients.put("client-1", { kind: "authority", id: "dgccrf" });
      await clients.put("client-1", { kind: "platform", id: "shein" });
      expect(await clients.find("client-1")).toEqual({ kind: "platform", id: "shein" });
      expect(await clients.find("client-2")).toBeUndefined();
    });
  });
}
