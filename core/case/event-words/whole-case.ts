import type { Bilingual } from "../../contract/language.ts";
import { spokenDuration } from "../../law/time/spoken.ts";
import { counted } from "../bilingual.ts";
import type { EventOf } from "../events.ts";
import type { Telling } from "../telling.ts";
import { byAuthority, itemWords, type EventRows } from "./event-row.ts";

/** What concerns the case as a whole: its opening, its act, its end. */
export const wholeCaseEvents = {
  "case.opened": { name: { fr: "dossier ouvert", en: "case opened" }, tell: opened },
  "notice.corrected": { name: { fr: "acte rectifié", en: "notice corrected" }, tell: corrected },
  "case.withdrawn": {
    name: { fr: "acte retiré", en: "notice withdrawn" },
    tell: byAuthority({ fr: "L'autorité a retiré l'acte", en: "The authority withdrew the notice" }),
  },
  "case.closed": {
    name: { fr: "dossier clos", en: "case closed" },
    tell: ({ data: { by } }) =>
      by === undefined
        ? {
            fr: "Le dossier s'est clos de lui-même, au terme prévu.",
            en: "The case closed by itself, at the set term.",
          }
        : { fr: `Le dossier a été clos (agent ${by}).`, en: `The case was closed (officer ${by}).` },
  },
  "disclosure.ended": {
    name: { fr: "fin de la confidentialité", en: "confidentiality ended" },
    tell: () => ({
      fr: "La confidentialité envers le vendeur a pris fin : il peut être informé.",
      en: "Confidentiality towards the seller has ended: they may be told.",
    }),
  },
  "hold.set": {
    name: { fr: "gel de conservation", en: "legal hold" },
    tell: ({ data: { on, by } }) =>
      on
        ? {
            fr: `L'effacement du dossier est suspendu (agent ${by}).`,
            en: `Erasure of the case is put on hold (officer ${by}).`,
          }
        : {
            fr: `L'effacement du dossier n'est plus suspendu (agent ${by}).`,
            en: `Erasure of the case is no longer on hold (officer ${by}).`,
          },
  },
  "links.revoked": {
    name: { fr: "liens révoqués", en: "links revoked" },
    tell: byAuthority({
      fr: "Les liens de réponse envoyés jusque-là ont été révoqués",
      en: "The answering links sent so far were revoked",
    }),
  },
  "case.relisted": {
    name: { fr: "remise en ligne", en: "relisted" },
    tell: ({ data: { caseId } }) => ({
      fr: `Un contenu qui avait été retiré est reparu ; il est traité dans le dossier ${caseId}.`,
      en: `An item that had been taken away came back; it is dealt with in the case ${caseId}.`,
    }),
  },
} satisfies Partial<EventRows>;

function opened({ data }: EventOf<"case.opened">, { platform, authority }: Telling): Bilingual {
  const [acknowledge, act] = [spokenDuration(data.clocks.acknowledge.within), spokenDuration(data.clocks.act.within)];
  const count = counted(data.items.length, itemWords.one, itemWords.many);
  return {
    fr: `Dossier ouvert par ${authority.fr}, référence ${data.reference} : ${count.fr} chez ${platform}. Délai pour accuser réception : ${acknowledge.fr} ; délai d'exécution : ${act.fr}.`,
    en: `Case opened by ${authority.en}, reference ${data.reference}: ${count.en} at ${platform}. Time to acknowledge: ${acknowledge.en}; time to act: ${act.en}.`,
  };
}

function corrected({ data }: EventOf<"notice.corrected">): Bilingual {
  const count = counted(data.items.length, itemWords.one, itemWords.many);
  const added = data.addsObligation
    ? { fr: "une obligation est ajoutée", en: "an obligation is added" }
    : { fr: "aucune obligation n'est ajoutée", en: "no obligation is added" };
  return {
    fr: `L'autorité (agent ${data.by}) a rectifié l'acte : version ${data.noticeVersion}, ${count.fr} ; ${added.fr}.`,
    en: `The authority (officer ${data.by}) corrected the notice: version ${data.noticeVersion}, ${count.en}; ${added.en}.`,
  };
}
