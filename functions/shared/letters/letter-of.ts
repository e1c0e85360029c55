import type { Case, Message } from "../../../core/case/state.ts";
import { same } from "../../../core/case/bilingual.ts";
import { contactWords, roleWords } from "../../../core/case/recipient-words.ts";
import type { Authority } from "../../../core/contract/directory.ts";
import type { Bilingual, Language } from "../../../core/contract/language.ts";
import type { OutgoingWebhook } from "../../../core/contract/outgoing-webhook.ts";
import { resolveRecipient } from "../../../core/law/directory/recipients.ts";
import { lawOf } from "../cases/case-services.ts";
import { actLinks, answerLink } from "../links/case-links.ts";
import type { WordingServices } from "../messages/words-of.ts";
import type { LetterAbout } from "./about.ts";
import { languageOfPlatform, languageOfState } from "./letter-language.ts";
import { letterText, type LetterText } from "./letter-text.ts";

/** What is looked up for a letter. */
type LetterServices = Pick<WordingServices, "directory" | "bases" | "secrets" | "clock" | "actLinks" | "publicUrl">;

type Law = Awaited<ReturnType<typeof lawOf>>;

/**
 * The letter that carries a message by mail, with its links as of now.
 *
 * @param body What the webhook of the same message would say.
 * @throws as `lawOf` does, and when the secret that links are signed with cannot be had.
 */
export async function letterOf(
  services: LetterServices,
  kase: Case,
  message: Pick<Message, "to">,
  body: OutgoingWebhook,
): Promise<LetterText> {
  const law = await lawOf(services, kase);
  const { recipient, language } = await addresseeOf(services, message, law);
  const { authority, platform, basis, state, stateIsAssumed } = law;
  const calendar = kase.calendar ?? { state, assumed: stateIsAssumed };
  const link = await linkFor(services, kase, { body, language });
  return letterText(body, { kase, authority, platform, basis, calendar, recipient, language, link });
}

/** What the recipient is called, and the language it is written to in. */
async function addresseeOf(
  { directory }: LetterServices,
  { to }: Pick<Message, "to">,
  law: Law,
): Promise<{ recipient: Bilingual; language: Language }> {
  switch (to.kind) {
    case "platform": {
      const { name } = law.platform;
      const contact = contactWords[to.contact];
      return {
        recipient: { fr: `${name}, ${contact.fr}`, en: `${name}, ${contact.en}` },
        language: languageOfPlatform(law.platform),
      };
    }
    case "authority": {
      const known: Pick<Authority, "name" | "state"> | undefined =
        to.id === law.authority.id ? law.authority : (await directory.authority(to.id))?.facts;
      return { recipient: known?.name ?? same(to.id), language: languageOfState(known?.state) };
    }
    case "holder": {
      const holder = resolveRecipient(to.role, law);
      const role = roleWords[to.role];
      const recipient =
        holder.kind === "person" ? { fr: `${holder.name}, ${role.fr}`, en: `${holder.name}, ${role.en}` } : role;
      const state = to.role === "coordinator_of_establishment" ? law.platform.establishment : law.authority.state;
      return { recipient, language: languageOfState(state ?? undefined) };
    }
  }
}

/**
 * Where the reader of a letter goes: a platform to the page where it answers, its authority to the case, anybody else to
 * the act. Before a first order is served there is nothing to answer yet, and nothing of it may be seen.
 */
async function linkFor(
  { secrets, actLinks: reference, publicUrl, clock }: LetterServices,
  kase: Case,
  { body, language }: { body: OutgoingWebhook; language: Language },
): Promise<LetterAbout["link"]> {
  if (body.type === "notice.prior_information") return { url: body.data.respond.documentation };
  if ("links" in body.data) return { url: body.data.links.case };
  const maker = { publicUrl, secret: await secrets.read(reference), now: clock.now() };
  const isForPlatform = body.type.startsWith("notice.");
  const { url, expiresAt } = isForPlatform ? answerLink(kase, maker) : actLinkOf(kase, maker);
  return { url: `${url}&language=${language}`, expiresAt };
}

function actLinkOf(kase: Case, maker: Parameters<typeof actLinks>[1]) {
  const { html: url, expiresAt } = actLinks(kase, maker);
  return { url, expiresAt };
}
