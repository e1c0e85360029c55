import type { ActBlock, ActLine, ActRow } from "../act.ts";
import { within } from "./delays.ts";
import type { Scribe } from "./scribe.ts";
import { languageName } from "./words.ts";

/** What identifies the act, and what is expected of whom by when. */
export function openingBlocks(scribe: Scribe): ActBlock[] {
  return [
    { kind: "rows", rows: identification(scribe) },
    { kind: "rows", rows: expectation(scribe), framed: true },
    { kind: "warning", line: draftWarning(scribe) },
  ];
}

function identification(scribe: Scribe): ActRow[] {
  const { document, language, own, code, row, instant } = scribe;
  const { reference, version, issuedAt, noticeId, caseId, authority, addressee } = document;
  return [
    row({ fr: "Référence", en: "Reference" }, own(reference)),
    row({ fr: "Émis le", en: "Issued on" }, own(instant(issuedAt))),
    row({ fr: "Autorité", en: "Authority" }, own(`${authority.name[language]} (${authority.id}, ${authority.state})`)),
    row({ fr: "Signataire", en: "Signatory" }, signatoryLine(scribe)),
    row({ fr: "Destinataire", en: "Addressee" }, own(`${addressee.name} (${addressee.id})`)),
    row({ fr: "Notification", en: "Notice" }, code(noticeId)),
    row({ fr: "Dossier", en: "Case" }, code(caseId)),
    row({ fr: "Version", en: "Version" }, own(String(version))),
    row({ fr: "Langue de l'acte", en: "Language of the act" }, own(languageName(document.language, language))),
  ];
}

function signatoryLine({ document, line, own }: Scribe): ActLine {
  if (document.signatory === undefined) return line({ fr: "aucun signataire nommé", en: "no signatory named" });
  const { firstName, lastName, capacity, service } = document.signatory;
  return own(`${firstName} ${lastName}, ${capacity}, ${service}`);
}

function expectation({ document, say, line, row }: Scribe): ActRow[] {
  const { items, addressee, clocks, legalBasis, orderedMeasures = [] } = document;
  const inFrench = items.length === 1 ? "le contenu visé" : `les ${items.length} contenus visés`;
  const inEnglish = items.length === 1 ? "the item" : `the ${items.length} items`;
  const ordered = orderedMeasures.length > 0 && legalBasis.instrument !== "report";
  const asked = ordered
    ? {
        fr: `${addressee.name} doit exécuter les mesures ordonnées sur ${inFrench} et en rendre compte.`,
        en: `${addressee.name} has to carry out the measures ordered on ${inEnglish} and report on it.`,
      }
    : {
        fr: `Il est demandé à ${addressee.name} d'examiner ${inFrench} et de dire ce qui a été fait.`,
        en: `${addressee.name} is asked to examine ${inEnglish} and to say what was done.`,
      };
  return [
    row({ fr: "Ce qui est demandé", en: "What is asked" }, line(asked)),
    row({ fr: "Accuser réception", en: "Acknowledge" }, { text: `${say(within(clocks.acknowledge))}.` }),
    row({ fr: "Agir", en: "Act" }, { text: `${say(within(clocks.act))}.` }),
    row(
      { fr: "Répondre", en: "Answer" },
      line({
        fr: "Par message signé, ou sur la page derrière le lien du courriel reçu, comme il est dit sous « Comment répondre ».",
        en: "By signed message, or on the page behind the link of the mail you received, as told under “How to answer”.",
      }),
    ),
  ];
}

function draftWarning({ document, line }: Scribe): ActLine {
  const { id } = document.legalBasis;
  return line({
    fr: `Projet : aucun conseil juridique n'a encore confirmé le modèle d'acte ${id}. Vérifiez le texte cité, les délais et les effets de cet acte avant de vous en prévaloir.`,
    en: `Draft: counsel has not confirmed the preset ${id} yet. Check the text cited, the time limits and the effects of this act before relying on them.`,
  });
}

/** Day and signature, as an act ends. */
export function closingBlocks({ document, line, own, instant }: Scribe): ActBlock[] {
  const { signatory, authority, issuedAt } = document;
  const issued = line({ fr: `Émis le ${instant(issuedAt)}.`, en: `Issued on ${instant(issuedAt)}.` });
  if (signatory === undefined) {
    return [{ kind: "paragraphs", lines: [issued, line(authority.name)] }];
  }
  const { firstName, lastName, capacity, service, delegationReference } = signatory;
  const delegation =
    delegationReference === undefined
      ? []
      : [
          line({
            fr: `Par délégation de signature, référence ${delegationReference}`,
            en: `By delegation of signature, reference ${delegationReference}`,
          }),
        ];
  return [
    {
      kind: "paragraphs",
      lines: [issued, own(`${capacity}, ${service}`), ...delegation, own(`${firstName} ${lastName}`)],
    },
  ];
}
