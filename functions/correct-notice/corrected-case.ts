import { addedByMeasures, isWider } from "../../core/case/added-obligation.ts";
import type { Context, Correct, RefusalCode } from "../../core/case/commands.ts";
import { decide } from "../../core/case/decide.ts";
import { whyOver } from "../../core/case/decisions/officer.ts";
import { evolve } from "../../core/case/evolve.ts";
import { disclosureOf, serveNotice } from "../../core/case/serve-notice.ts";
import type { Case } from "../../core/case/state.ts";
import { isOver } from "../../core/case/status.ts";
import type { ItemId } from "../../core/contract/ids.ts";
import type { Measure } from "../../core/contract/measures.ts";
import { ServedNotice } from "../../core/contract/served-notice.ts";
import { platformOf } from "../../core/law/platform-of.ts";
import { contextOf, type CaseServices } from "../shared/cases/case-services.ts";
import { digestOf } from "../shared/digest.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import type { Change } from "../shared/dynamo/case-store.ts";
import { leftOutOf } from "./case-over.ts";
import { isSame, keepsDisclosure, type NewVersion, type PlacedItem } from "./new-version.ts";

/** What a new version of a notice is to one of its cases. */
export type CorrectedCase =
  /** What the platform is served has not changed. */
  | { kind: "untouched"; record: StoredCase }
  /** It sets other delays than the one in force: more time is given by an extension, less by a new notice. */
  | { kind: "other_delay" }
  /** The case takes no such change: it is over, or the time to act has passed. `at`: pointers into the notice. */
  | { kind: "refused"; code: RefusalCode; platform: string; at: string[] }
  /** This version, or a later one, is in force already. */
  | { kind: "overtaken" }
  | { kind: "changed"; change: Change & { before: StoredCase }; document: ServedNotice; restarts: boolean };

/** What the new version asks of one platform, beside what the version in force asks. */
export async function correctedCase(
  services: CaseServices,
  before: StoredCase,
  items: readonly PlacedItem[],
  newVersion: NewVersion,
): Promise<CorrectedCase> {
  const context = { ...(await contextOf(services, before.case)), now: newVersion.issuedAt };
  const over = whyOver(before.case);
  if (over === undefined) return caseInForce(services, before, items, newVersion, context);
  const { platform } = context;
  const own = newVersion.before.items.filter(({ url }) => platformOf(url, { platforms: [platform] }) !== undefined);
  const leftOut = leftOutOf(before.case, { asked: items, before: own }, newVersion, context);
  switch (leftOut.kind) {
    case "nothing":
      return { kind: "untouched", record: before };
    case "other_delay":
      return leftOut;
    case "something":
      return { kind: "refused", code: over, platform: platform.name, at: leftOut.at };
  }
}

async function caseInForce(
  services: CaseServices,
  before: StoredCase,
  items: readonly PlacedItem[],
  newVersion: NewVersion,
  context: Context,
): Promise<CorrectedCase> {
  const { case: kase } = before;
  const { notice, version, issuedAt, officer } = newVersion;
  const content = await services.cases.readDocument(kase.caseId, kase.digest);
  if (content === undefined) throw new Error(`the served notice of ${kase.caseId} is gone`);
  const served = ServedNotice.parse(content);
  const known = new Map(served.items.map((item) => [item.url, item.itemId]));
  const named = items.map((one) => ({ ...one, itemId: known.get(one.item.url) ?? services.chance.id("itm") }));
  const { noticeId, caseId } = kase;
  const nonce = services.chance.nonce();
  const made = serveNotice({ ...context, notice, items: named, noticeId, caseId, version, issuedAt, nonce });
  if (!isSame(made.clocks, served.clocks)) return { kind: "other_delay" };
  const keeps = keepsDisclosure(newVersion);
  const compared = keeps ? { ...made, disclosure: served.disclosure } : made;
  if (isSame(substanceOf(compared), substanceOf(served))) return { kind: "untouched", record: before };

  const disclosure = keeps ? kase.disclosure : disclosureOf(notice.disclosure, issuedAt);
  const document = { ...made, disclosure };
  const added = addedBy(document, served);
  const isNew = ({ itemId }: { itemId: ItemId }) => added.items.has(itemId);
  const command: Correct = {
    type: "correct",
    noticeVersion: version,
    digest: digestOf(document),
    items: named.map(({ itemId }) => itemId),
    reopened: kase.items.flatMap(({ itemId, outcome }) =>
      outcome !== undefined && added.isAskedAnew(outcome) ? [itemId] : [],
    ),
    ordered: notice.orderedMeasures,
    disclosure,
    addsObligation: added.items.size > 0 || added.fields.length > 0,
    ...officer,
  };
  const decision = decide(kase, command, context);
  if (decision.kind === "refused") {
    if (decision.code === "already_so") return { kind: "overtaken" };
    const at = [...named.filter(isNew).map(({ position }) => `/items/${position}`), ...added.fields];
    return { kind: "refused", code: decision.code, platform: context.platform.name, at };
  }
  const after = decision.events.reduce<Case>(evolve, kase);
  const generation = before.generation + (isOver(kase) && !isOver(after) ? 1 : 0);
  const change = { before, after, events: decision.events, generation };
  return { kind: "changed", change, document, restarts: command.addsObligation };
}

/** What a served notice says, without what is new in every version. */
function substanceOf({ nonce: _nonce, version: _version, issuedAt: _issuedAt, ...substance }: ServedNotice): object {
  return substance;
}

/** What is asked that was not asked before: other items, other measures, or a wider territory. */
function addedBy(document: ServedNotice, served: ServedNotice) {
  const known = new Set<ItemId>(served.items.map(({ itemId }) => itemId));
  const byMeasures = addedByMeasures(document, served);
  const wider = isWider(document, served);
  return {
    items: new Set(document.items.map(({ itemId }) => itemId).filter((itemId) => !known.has(itemId))),
    /** The fields that ask for more of every item. */
    fields: [...(byMeasures === undefined ? [] : ["/orderedMeasures"]), ...(wider ? ["/territorialScope"] : [])],
    isAskedAnew: (outcome: Measure) => wider || (byMeasures?.(outcome) ?? false),
  };
}
