import { open } from "../../core/case/decisions/open.ts";
import { waitingFor } from "../../core/case/prior-information.ts";
import { evolve } from "../../core/case/evolve.ts";
import { disclosureOf, periodsOf, serveNotice, type Part } from "../../core/case/serve-notice.ts";
import type { Context } from "../../core/case/commands.ts";
import type { Case } from "../../core/case/state.ts";
import type { RelistedFrom } from "../../core/contract/submission.ts";
import type { NoticeId } from "../../core/contract/ids.ts";
import type { Instant } from "../../core/contract/instant.ts";
import type { ServedNotice } from "../../core/contract/served-notice.ts";
import type { Authority } from "../../core/contract/directory.ts";
import { stateOf } from "../../core/law/directory/directory.ts";
import type { Judgement } from "../../core/law/judge-notice.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import { digestOf } from "../shared/digest.ts";
import type { Change } from "../shared/dynamo/case-store.ts";
import type { LookedBack } from "./earlier-cases.ts";

/** A notice that was judged good. */
export type Accepted = Extract<Judgement, { kind: "accepted" }>;

/** A case about to be opened: what is written, and the document that is served. */
export type Opening = {
  change: Change;
  document: ServedNotice;
  part: Part;
  context: Context;
  /** The case in which an item of it had been taken away. */
  relistedFrom: RelistedFrom | undefined;
};

/** Makes one case for each platform of an accepted notice. Nothing is written yet. */
export async function openCases(
  services: Pick<CaseServices, "cases" | "directory" | "bases" | "clock" | "chance" | "hasMail">,
  accepted: Accepted,
  {
    authority,
    noticeId,
    issuedAt,
    relistedFrom: returned,
  }: { authority: Authority; noticeId: NoticeId; issuedAt: Instant; relistedFrom: LookedBack["relistedFrom"] },
): Promise<Opening[]> {
  const { notice, basis } = accepted;
  const { chance } = services;
  return Promise.all(
    accepted.parts.map(async ({ platform, items }) => {
      const part: Part = {
        notice,
        basis,
        authority,
        platform,
        items: items.flatMap((position) => {
          const item = notice.items[position];
          return item === undefined ? [] : [{ itemId: chance.id("itm"), item }];
        }),
        noticeId,
        caseId: chance.id("case"),
        version: 1,
        issuedAt,
        nonce: chance.nonce(),
      };
      const document = serveNotice(part);
      const ids = { basis: { id: basis.id, version: basis.version }, authority: authority.id, platform: platform.id };
      const context = { ...(await contextOf(services, ids)), now: issuedAt };
      const relistedFrom = returned.get(platform.id);
      const waiting = await waitingOf(services, part);
      const change = changeOf(part, document, context, { relistedFrom, waiting });
      return { change, document, part, context, relistedFrom };
    }),
  );
}

/** Whether the host must be informed before this order. */
async function waitingOf({ cases }: Pick<CaseServices, "cases">, part: Part) {
  const { basis, platform, authority, notice, issuedAt: now } = part;
  if (basis.priorInformation === undefined) return {};
  const informedFrom = await cases.informedFrom(platform.id, authority.id, basis.id);
  return waitingFor(basis, { informedFrom, isEmergency: notice.emergency !== undefined, now });
}

function changeOf(
  part: Part,
  document: ServedNotice,
  context: Context,
  { relistedFrom, waiting }: { relistedFrom: RelistedFrom | undefined; waiting: ReturnType<typeof waitingFor> },
): Change {
  const { notice, basis } = part;
  // The decision itself: a case that is made here cannot be open already, and a bundle need not carry the others.
  const events = open(
    {
      type: "open",
      facts: {
        caseId: part.caseId,
        noticeId: part.noticeId,
        reference: notice.reference,
        authority: part.authority.id,
        platform: part.platform.id,
        noticeVersion: part.version,
        digest: digestOf(document),
        ...(notice.orderedMeasures !== undefined && { ordered: notice.orderedMeasures }),
        disclosure: disclosureOf(notice.disclosure, part.issuedAt),
        items: part.items.map(({ itemId }) => itemId),
        ...(relistedFrom !== undefined && { relistedFrom: relistedFrom.caseId }),
      },
      within: periodsOf(notice, basis),
      ...waiting,
    },
    context,
  );
  const after = events.reduce<Case | undefined>(evolve, undefined);
  if (after === undefined) throw new Error("a decision to open made no case");
  return { before: undefined, after, events, generation: 1 };
}

/** Whose calendar counts, and whether that is assumed. */
export function calendarOf({ platform, authority }: Part) {
  return stateOf(platform, authority);
}
