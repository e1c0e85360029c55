import { describe, expect, it } from "vitest";
import type { Table } from "../../functions/shared/dynamo/client.ts";
import { directoryStore, type Profile } from "../../functions/shared/dynamo/directory-store.ts";

const profile: Profile = {
  id: "shein",
  endpoint: { url: "https://shein.example/hook", secretRefs: ["secret-1", "secret-2"] },
  keys: [
    { kind: "hmac", secretRef: "secret-3" },
    { kind: "ed25519", publicKey: "key-1" },
  ],
};

/** What every directory of a deployment keeps to. */
export function describeDirectoryStore(newTable: () => Promise<Table>): void {
  describe("the directory", () => {
    it("gives a profile back as it was put, the last one where there were two", async () => {
      const directory = directoryStore(await newTable());
      await directory.putPlatform({ id: "shein", keys: [] });
      await directory.putPlatform(profile);
      expect(await directory.platform("shein")).toEqual(profile);
    });

    it("keeps platforms and authorities apart", async () => {
      const directory = directoryStore(await newTable());
      await directory.putPlatform(profile);
      expect(await directory.authority("shein")).toBeUndefined();
      await directory.putAuthority({ id: "dgccrf", keys: [] });
      expect(await directory.authority("dgccrf")).toEqual({ id: "dgccrf", keys: [] });
      expect(await directory.platform("dgccrf")).toBeUndefined();
    });

    it("takes no profile that is none", async () => {
      const directory = directoryStore(await newTable());
      await expect(directory.putPlatform({ ...profile, id: "Not An Id" })).rejects.toThrow();
      await expect(
        directory.putPlatform({ id: "temu", keys: [], endpoint: { url: "nowhere", secretRefs: [] } }),
      ).rejects.toThrow();
      expect(await directory.platform("temu")).toBeUndefined();
    });
  });
}
