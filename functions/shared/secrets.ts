import { keepManagedSecret, readManagedSecret } from "./managed-secrets.ts";
import { makeSecretFile, readSecretFile } from "./secret-files.ts";

/** Resolves references to secrets. */
export type Secrets = {
  /**
   * The secret behind a reference (`file:/path`, `arn:…`).
   * @throws when it cannot be had: an outage or a wrong configuration.
   */
  read: (reference: string) => Promise<string>;
};

/** Where secrets are: how one is read, and how a new one is kept. */
type SecretPlace = {
  read: (reference: string) => Promise<string>;
  /** Keeps a secret under a name, which nobody has used before. Gives the reference to read it by. */
  keep: (place: string, name: string, secret: string) => Promise<string>;
};

/** The adapters by the scheme of the reference, listed here and nowhere else. */
const adapters: Record<string, () => Promise<SecretPlace>> = {
  file: async () => ({ read: readSecretFile, keep: makeSecretFile }),
  // Not loaded when it is first asked for: one file holds it anyway, and holds more of it where it is loaded late.
  arn: async () => ({ read: readManagedSecret, keep: keepManagedSecret }),
};

/** How long a secret is kept in memory: a rotation takes effect within this time. */
const keptMilliseconds = 60_000;

/** Secrets, read at most once a minute each. */
export function openSecrets(wall: () => number): Secrets {
  const kept = new Map<string, { until: number; secret: Promise<string> }>();
  return {
    read: async (reference) => {
      const known = kept.get(reference);
      if (known !== undefined && known.until > wall()) return known.secret;
      const secret = adapterOf(reference).then(async ({ read }) => read(reference));
      kept.set(reference, { until: wall() + keptMilliseconds, secret });
      secret.catch(() => kept.delete(reference));
      return secret;
    },
  };
}

/** Keeps new secrets. */
export type SecretKeeper = (name: string, secret: string) => Promise<string>;

/**
 * Where a deployment keeps the secrets it makes.
 *
 * @param place `file:` and a folder; or the ARN of the KMS key that closes them, `#`, and how their names begin.
 */
export function secretKeeper(place: string): SecretKeeper {
  return async (name, secret) => (await adapterOf(place)).keep(place, name, secret);
}

async function adapterOf(uri: string): Promise<SecretPlace> {
  const scheme = uri.slice(0, Math.max(0, uri.indexOf(":")));
  const adapter = Object.hasOwn(adapters, scheme) ? adapters[scheme] : undefined;
  if (adapter === undefined) throw new Error(`no adapter for secrets of scheme ${scheme}`);
  return adapter();
}
