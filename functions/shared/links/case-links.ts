import type { Case } from "../../../core/case/state.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { ActLinks } from "../../../core/contract/outgoing-webhook.ts";
import { linkEnd, type Awaited } from "./link-end.ts";
import { addressOf, expiryOf, type Link, type LinkMaker } from "./signed-link.ts";

/** Where a person answers, and until when. */
export type AnswerLink = { url: string; expiresAt: Instant };

type Linked = Pick<Case, "caseId" | "digest" | "linkEpoch">;

/** Links to the act in force, for whoever is sent it: they open it without a token until the case's links end. */
export function actLinks(kase: Linked & Awaited, maker: LinkMaker & { now: Instant }): ActLinks {
  return actLinksUntil(kase, linkEnd(kase, maker.now), maker);
}

/** Links to the act in force that end with another link, in seconds since 1970-01-01T00:00Z. */
export function actLinksUntil(kase: Linked, expires: number, maker: LinkMaker): ActLinks {
  const link = linkOf("acts", kase, expires);
  const html = addressOf(link, maker);
  return { html, pdf: `${html}&format=pdf`, expiresAt: expiryOf(link) };
}

/** The link to the page on which a platform answers; it outlives every deadline that is known when it is made. */
export function answerLink(kase: Linked & Awaited, maker: LinkMaker & { now: Instant }): AnswerLink {
  const link = linkOf("answers", kase, linkEnd(kase, maker.now));
  return { url: addressOf(link, maker), expiresAt: expiryOf(link) };
}

function linkOf(purpose: Link["purpose"], { caseId, digest, linkEpoch }: Linked, expires: number): Link {
  return { purpose, caseId, digest, epoch: linkEpoch, expires };
}
