import { messageBody } from "../../../../core/case/message-body.ts";
import type { MessageType } from "../../../../core/case/state.ts";
import { serveNotice } from "../../../../core/case/serve-notice.ts";
import { plus } from "../../../../core/contract/instant.ts";
import type { OutgoingWebhook } from "../../../../core/contract/outgoing-webhook.ts";
import { Notice } from "../../../../core/contract/notice.ts";
import { campaign } from "../../../../local/campaign/campaign.ts";
import { idOf, minute, play, start, type Play } from "../../../support/cases.ts";
import { actToShein } from "../../../support/served-notices.ts";
import { platformIn } from "../../../../core/law/directory/directory.ts";
import { startingDirectory } from "../../../../core/law/directory/starting-directory.ts";

/** A case of the campaign at one platform, and the messages that the product would send about it. */
export function campaignCase(platformId: string, reference = campaign.reference) {
  const platform = platformIn(startingDirectory, platformId)!;
  const notice = Notice.parse({ ...campaign.notice, reference });
  const authority = play("fr-conso-521-3-1").context().authority;
  const itemIds = [idOf("itm", 1), idOf("itm", 2)];
  const story = play("fr-conso-521-3-1", { platform, open: { facts: { reference, items: itemIds } } });
  const { basis, now, state } = story.context();
  const document = serveNotice({
    notice,
    basis,
    authority,
    platform,
    items: itemIds.map((itemId, index) => ({ itemId, item: notice.items[index]! })),
    noticeId: story.kase.noticeId,
    caseId: story.kase.caseId,
    version: 1,
    issuedAt: now,
    nonce: "A".repeat(22),
  });

  /** The last pending message of a type (and about a step), as it would be sent now. */
  function message(type: MessageType, step?: string): OutgoingWebhook {
    const pending = story.kase.outbox.findLast((one) => one.type === type && (step === undefined || one.step === step));
    return messageBody(story.kase, pending!, {
      now: story.now,
      basis,
      state,
      authority,
      document,
      act: actToShein,
      content: pending?.content === undefined ? undefined : clarification,
      publicUrl: "http://127.0.0.1:9",
    });
  }
  return { story, message };
}

/** What an officer tells a platform, as it is kept. */
const clarification = { nonce: "A".repeat(22), at: start, text: "All of them.", language: "en" };

/** Receipt, then silence until the breach of a clock is on record; nothing that is to be sent then has been. */
export function silentUntil(story: Play, clock: "acknowledge" | "act"): void {
  if (story.kase.delivery.state === "pending") story.deliver();
  story.until(plus(story.kase.clocks[clock].dueLegal!, minute));
  story.takeDueSteps();
}
