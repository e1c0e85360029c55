import { CaughtMail } from "./caught-mail.ts";
import { openSpool } from "./spool.ts";

/** The mails that were caught, the newest of them. */
export type Inbox = {
  /** Keeps a mail; resolves when it is on the disk. The oldest beyond the limit is forgotten. */
  keep: (mail: CaughtMail) => Promise<void>;
  /** Newest first. */
  mails: () => readonly CaughtMail[];
  find: (id: string) => CaughtMail | undefined;
};

/** How many mails are kept. */
export const inboxSize = 200;

/** Opens the inbox of a folder, with the mails of earlier runs. */
export async function openInbox(folder: string, size = inboxSize): Promise<Inbox> {
  const spool = await openSpool(folder, CaughtMail);
  const kept = new Map((await spool.left()).map(({ id, record }) => [id, record]));

  async function forgetOldest(): Promise<void> {
    const surplus = [...kept.keys()].slice(0, Math.max(0, kept.size - size));
    for (const id of surplus) kept.delete(id);
    await Promise.all(surplus.map(spool.remove));
  }

  return {
    keep: async (mail) => {
      await spool.put(mail.id, mail);
      kept.set(mail.id, mail);
      await forgetOldest();
    },
    mails: () => [...kept.values()].sort((one, other) => (one.id < other.id ? 1 : -1)),
    find: (id) => kept.get(id),
  };
}
