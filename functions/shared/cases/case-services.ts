import { findLegalBasis, type LegalBases } from "../../../core/law/legal-bases.ts";
import { authorityIn, platformIn, stateOf, type Directory } from "../../../core/law/directory/directory.ts";
import type { Context } from "../../../core/case/commands.ts";
import type { Case } from "../../../core/case/state.ts";
import type { Chance } from "../chance.ts";
import type { Clock } from "../clock.ts";
import type { CaseStore } from "../dynamo/case-store.ts";
import type { AuthorityEntry } from "../dynamo/directory-item.ts";
import type { DirectoryStore } from "../dynamo/directory-store.ts";
import type { Inbound } from "../inbound/inbound.ts";
import type { Log } from "../logger.ts";
import type { Workflow } from "../workflow.ts";

/** What every use case on cases works with. */
export type CaseServices = {
  cases: CaseStore;
  directory: Pick<DirectoryStore, "read" | "authority">;
  bases: LegalBases;
  workflow: Workflow;
  inbound: Inbound;
  clock: Clock;
  chance: Chance;
  /** Whether this deployment sends mail. */
  hasMail: boolean;
  log: Log;
};

/** How long an answer may be in flight: an escalation commits no earlier than this after the due instant, in wall time. */
const settleWallMilliseconds = 5_000;

/** Under which law a case stands, and between whom. */
type LawOfCase = Pick<Context, "basis" | "authority" | "platform" | "recipients" | "state" | "stateIsAssumed">;

/**
 * The law and the parties of a case.
 * @throws when the case names a basis, an authority or a platform that the directory does not know.
 */
export async function lawOf(
  services: { directory: Pick<DirectoryStore, "read">; bases: LegalBases },
  kase: Pick<Case, "basis" | "authority" | "platform">,
): Promise<LawOfCase> {
  const basis = findLegalBasis(services.bases, kase.basis.id, kase.basis.version);
  const { authority, platform, recipients } = await partiesOf(services, kase);
  if (basis === undefined || authority === undefined || platform === undefined) {
    throw new Error(
      `the directory lacks ${kase.basis.id} v${kase.basis.version}, ${kase.authority} or ${kase.platform}`,
    );
  }
  const { state, assumed } = stateOf(platform, authority);
  return { basis, authority, platform, recipients, state, stateIsAssumed: assumed };
}

/**
 * What a decision on a case may look at, as of now; our own outages are known to the few that ask for them (`commit`).
 * @throws as `lawOf` does.
 */
export async function contextOf(
  services: Pick<CaseServices, "directory" | "bases" | "clock" | "chance" | "hasMail">,
  kase: Pick<Case, "basis" | "authority" | "platform">,
): Promise<Context> {
  const law = await lawOf(services, kase);
  const entry = await services.directory.authority(kase.authority);
  return {
    ...law,
    now: services.clock.now(),
    settleMilliseconds: Math.ceil(services.clock.legalLength(settleWallMilliseconds)),
    outages: [],
    authorityIsTold: waysToTell(entry, services.hasMail),
    hasMail: services.hasMail,
    nextMessageId: () => services.chance.id("msg"),
  };
}

/** An authority is told by its webhook where it has one, and by mail where it wishes so. */
function waysToTell(entry: AuthorityEntry | undefined, hasMail: boolean): Context["authorityIsTold"] {
  return [
    ...(entry?.endpoint === undefined ? [] : (["webhook"] as const)),
    ...(hasMail && entry?.facts.mail !== undefined ? (["mail"] as const) : []),
  ];
}

/** Just registered, a party may be missing from what is kept in memory: then the directory is read anew. */
async function partiesOf(
  { directory }: { directory: Pick<DirectoryStore, "read"> },
  kase: Pick<Case, "authority" | "platform">,
): Promise<ReturnType<typeof partiesIn>> {
  const kept = partiesIn(await directory.read(), kase);
  if (kept.authority !== undefined && kept.platform !== undefined) return kept;
  return partiesIn(await directory.read("now"), kase);
}

function partiesIn(directory: Directory, kase: Pick<Case, "authority" | "platform">) {
  return {
    authority: authorityIn(directory, kase.authority),
    platform: platformIn(directory, kase.platform),
    recipients: directory.recipients,
  };
}
