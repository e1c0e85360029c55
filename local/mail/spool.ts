import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import { writeAtomically } from "../data-folder/write-atomically.ts";

/** Records that outlive the process: each a file of its own, whole or not there. */
export type Spool<T> = {
  /** Resolves when the record is on the disk. @param id Names its file; in the order of ids records are read back. */
  put: (id: string, record: T) => Promise<void>;
  /** Forgets a record, whether it is there or not. */
  remove: (id: string) => Promise<void>;
  /** What earlier runs left, by id. @throws for a file that is no such record: leaving it out would lose it in silence. */
  left: () => Promise<{ id: string; record: T }[]>;
};

/** Opens a folder of records, creating it where needed. Only one process may have it open. */
export async function openSpool<T>(folder: string, schema: z.ZodType<T>): Promise<Spool<T>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (id: string) => join(folder, `${id}.json`);
  return {
    put: async (id, record) => writeAtomically(fileOf(id), JSON.stringify(record)),
    remove: async (id) => rm(fileOf(id), { force: true }),
    left: async () => {
      const names = await readdir(folder);
      // Drafts of a process that was killed were promised to nobody.
      await Promise.all(names.filter((name) => name.endsWith(".draft")).map(async (name) => rm(join(folder, name))));
      const files = names.filter((name) => name.endsWith(".json")).sort();
      return Promise.all(
        files.map(async (name) => {
          const record = schema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
          return { id: name.slice(0, -".json".length), record };
        }),
      );
    },
  };
}
