import { readFile } from "node:fs/promises";
import * as z from "zod";

/** Resolves references to secrets. */
export type Secrets = {
  /**
   * The secret behind a reference (`file:/path#name`).
   * @throws when it cannot be had: an outage or a wrong configuration.
   */
  read: (reference: string) => Promise<string>;
};

const SecretFile = z.record(z.string(), z.string());

/** How long a secret is kept in memory: a rotation takes effect within this time. */
const keptMilliseconds = 60_000;

/** The adapters by the scheme of the reference, listed here and nowhere else. */
const adapters: Record<string, (rest: string) => Promise<string>> = {
  file: async (rest) => {
    const [path = "", name = ""] = rest.split("#");
    const secret = SecretFile.parse(JSON.parse(await readFile(path, "utf8")))[name];
    if (secret === undefined) throw new Error(`no secret is named ${name}`);
    return secret;
  },
};

/** Secrets, read at most once a minute each. */
export function openSecrets(wall: () => number): Secrets {
  const kept = new Map<string, { until: number; secret: Promise<string> }>();
  return {
    read: async (reference) => {
      const known = kept.get(reference);
      if (known !== undefined && known.until > wall()) return known.secret;
      const colon = reference.indexOf(":");
      const [scheme, rest] = [reference.slice(0, colon), reference.slice(colon + 1)];
      const adapter = adapters[scheme];
      if (adapter === undefined) throw new Error(`no adapter for secrets of scheme ${scheme}`);
      const secret = adapter(rest);
      kept.set(reference, { until: wall() + keptMilliseconds, secret });
      secret.catch(() => kept.delete(reference));
      return secret;
    },
  };
}
