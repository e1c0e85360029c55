import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { CaseView } from "../core/contract/api.ts";
import { NoticeAccepted } from "../core/contract/submission.ts";
import { PlatformView, AuthorityView } from "../core/contract/directory-api.ts";
import { startingDirectory } from "../core/law/directory/starting-directory.ts";
import { openClient, type FirstHourClient, type Reply } from "./first-hour-client.ts";
import { FirstHourFile, readOptions, usage } from "./first-hour-options.ts";
import { testNotice, testReport } from "./first-hour-notices.ts";

/** How long the test notice is watched, in seconds. */
const watchedSeconds = 60;

/** Something that was refused; its message is what the operator has to read. */
class Refused extends Error {
  override name = "Refused" as const;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The body of what had to succeed. */
function taken<S extends z.ZodType>(what: string, { body, refusal }: Reply, schema: S): z.output<S> {
  if (refusal !== undefined) throw new Refused(`${what} was refused, ${refusal}`);
  return schema.parse(body);
}

/** Registers somebody; who is there already stays as they are. */
async function register<S extends z.ZodType>(
  administrator: FirstHourClient,
  path: "/v1/platforms" | "/v1/authorities",
  entry: { id: string },
  schema: S,
): Promise<z.output<S> | undefined> {
  const reply = await administrator.call("POST", path, entry);
  if (reply.status === 409) return undefined;
  return taken(`${path} ${entry.id}`, reply, schema);
}

async function seed(administrator: FirstHourClient): Promise<void> {
  const { authorities, platforms, recipients } = startingDirectory;
  let added = 0;
  for (const authority of authorities) {
    if ((await register(administrator, "/v1/authorities", authority, AuthorityView)) !== undefined) added += 1;
  }
  for (const platform of platforms) {
    if ((await register(administrator, "/v1/platforms", platform, PlatformView)) !== undefined) added += 1;
  }
  for (const { role, ...holder } of recipients) {
    taken(`the recipient ${role}`, await administrator.call("PUT", `/v1/recipients/${role}`, holder), z.unknown());
  }
  say(
    `Starting directory: ${added} parties added, ${recipients.length} recipients set. Their endpoints come with PATCH.`,
  );
}

async function registerAuthority(administrator: FirstHourClient, { authority }: FirstHourFile): Promise<void> {
  const registered = await register(administrator, "/v1/authorities", authority, AuthorityView);
  say(`Authority ${authority.id}: ${registered === undefined ? "was there already" : "registered"}.`);
  if (registered?.secrets?.fromUs !== undefined) {
    say(`  Shown this once. It verifies what we send to ${authority.id}:  ${registered.secrets.fromUs}`);
  }
}

async function registerPlatform(administrator: FirstHourClient, { platform }: FirstHourFile): Promise<void> {
  const registered = await register(administrator, "/v1/platforms", platform, PlatformView);
  say(`Platform ${platform.id}: ${registered === undefined ? "was there already" : "registered"}.`);
  const { fromUs, toUs } = registered?.secrets ?? {};
  if (fromUs === undefined || toUs === undefined) return;
  say("  Shown this once; hand them to the platform by a safe way:");
  say(`  it verifies what we send with  ${fromUs}`);
  say(`  it signs its answers with      ${toUs}`);
}

/** Sends a notice without legal effect; where none is allowed, tries one out without sending it. */
async function sendTestNotice(authority: FirstHourClient, file: FirstHourFile): Promise<void> {
  const notice = testNotice(file.platform);
  const headers = { "idempotency-key": notice.reference };
  const reply = await authority.call("POST", "/v1/notices", notice, headers);
  if (reply.status === 422 && JSON.stringify(reply.body).includes('"unknown_legal_basis"')) {
    const trial = await authority.call("POST", "/v1/notices?dryRun=true", testReport(file));
    taken("the trial run", trial, z.object({ dryRun: z.literal(true) }));
    say(
      "Trial run: a report to the platform would be served. This stage takes no sandbox notice, so nothing was sent.",
    );
    return;
  }
  const { cases, reference } = taken("the test notice", reply, NoticeAccepted);
  const [only] = cases;
  if (only === undefined) throw new Refused("the test notice opened no case");
  say(`Test notice ${reference}: accepted, case ${only.caseId}.`);
  await watch(authority, only.caseId);
}

/** Tells each status of a case until the platform has been reached, or cannot be. */
async function watch(authority: FirstHourClient, caseId: string): Promise<void> {
  let last = "";
  for (let second = 0; second < watchedSeconds; second += 1) {
    const read = await authority.call("GET", `/v1/cases/${caseId}`);
    const { status } = taken("reading the case", read, CaseView);
    if (status !== last) say(`  ${status}`);
    last = status;
    if (status !== "delivering") return;
    await pause(1_000);
  }
  say(`  Not delivered within ${watchedSeconds} s; attempts go on. Is the endpoint reachable, and does it answer 2xx?`);
}

/** Makes a deployment ready for its first notice, and proves it. Every step may be repeated. */
async function firstHour(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const { api, client, secrets } = options;
  const file = FirstHourFile.parse(JSON.parse(await readFile(options.with, "utf8")));
  const at = { api, tokenUrl: options["token-url"] };
  const administrator = await openClient(at, { id: client, secret: secrets.ADMINISTRATOR_SECRET });
  if (options["starting-directory"]) await seed(administrator);
  await registerAuthority(administrator, file);
  await registerPlatform(administrator, file);

  const clientId = options["authority-client"];
  const speaksFor = { kind: "authority", id: file.authority.id };
  const path = `/v1/clients/${encodeURIComponent(clientId)}`;
  taken("the client", await administrator.call("PUT", path, { speaksFor }), z.unknown());
  say(`Client ${clientId}: speaks for ${file.authority.id}.`);

  const authority = await openClient(at, { id: clientId, secret: secrets.AUTHORITY_SECRET });
  await sendTestNotice(authority, file);
}

try {
  await firstHour();
} catch (error) {
  const { message } = error instanceof Error ? error : { message: String(error) };
  process.stderr.write(`${message}\n${error instanceof Refused ? "" : `\n${usage}\n`}`);
  process.exitCode = 1;
}
