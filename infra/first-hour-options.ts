import { parseArgs } from "node:util";
import * as z from "zod";
import { NewAuthority, NewPlatform } from "../core/contract/directory-api.ts";

/** Whom to register: the file that `--with` names. */
export const FirstHourFile = z.strictObject({ authority: NewAuthority, platform: NewPlatform });
export type FirstHourFile = z.infer<typeof FirstHourFile>;

const Options = z.strictObject({
  /** Origin of the API (output `ApiUrl` of the stack). */
  api: z.url().transform((url) => url.replace(/\/$/, "")),
  /** Where tokens are issued (output `TokenUrl`). */
  "token-url": z.url(),
  /** OAuth client with the administrator's scope. */
  client: z.string().min(1),
  /** OAuth client that is to speak for the authority. */
  "authority-client": z.string().min(1),
  with: z.string().min(1),
  "starting-directory": z.boolean().default(false),
});
export type FirstHourOptions = z.infer<typeof Options>;

/** Secrets of the two clients. Never arguments: those are seen by everybody on the machine, and kept by shells. */
const Secrets = z.object({ ADMINISTRATOR_SECRET: z.string().min(1), AUTHORITY_SECRET: z.string().min(1) });

/** How it is called. */
export const usage = `ADMINISTRATOR_SECRET=… AUTHORITY_SECRET=… npm run first-hour -- \\
  --api URL --token-url URL --client ID --authority-client ID --with FILE [--starting-directory]`;

/**
 * Reads what the command was given.
 * @throws with every fault at once.
 */
export function readOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): FirstHourOptions & { secrets: z.infer<typeof Secrets> } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      api: text,
      "token-url": text,
      client: text,
      "authority-client": text,
      with: text,
      "starting-directory": { type: "boolean" },
    },
  });
  const options = Options.safeParse(values);
  const secrets = Secrets.safeParse(environment);
  if (options.success && secrets.success) return { ...options.data, secrets: secrets.data };
  throw new Error(
    [options.error, secrets.error].flatMap((error) => (error ? [z.prettifyError(error)] : [])).join("\n"),
  );
}
