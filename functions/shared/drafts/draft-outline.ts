import { roleWords } from "../../../core/case/recipient-words.ts";
import type { StepDraft } from "../../../core/case/draft/step-draft.ts";
import type { Authority } from "../../../core/contract/directory.ts";
import type { Instant } from "../../../core/contract/instant.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { legible } from "../../../core/contract/legible.ts";
import { spokenInstant } from "../../../core/law/time/spoken-instant.ts";
import type { ActBlock, ActColumn, ActLine, ActOutline, ActRow } from "../acts/act.ts";
import { digestOf } from "../digest.ts";
import { unbroken } from "../pages/french.ts";

/** Whose draft it is: the page names the authority, its reference and the time of its State. */
export type DraftOrigin = {
  authority: Pick<Authority, "name" | "state">;
  reference: string;
  /** Who signed it and when; absent while it waits for that. */
  signed?: { by: string; at: Instant };
};

/** A draft as a person reads it: French first, English beside, and its digest on every page. */
export function draftOutline(draft: StepDraft, { authority, reference, signed }: DraftOrigin): ActOutline {
  const last = draft.timeline.at(-1)?.at;
  if (last === undefined) throw new Error("a draft without a timeline");
  return {
    language: "fr",
    title: unbroken(draft.subject.fr),
    authority: authority.name.fr,
    reference: draft.subject.en,
    digest: digestOf(draft),
    issuedAt: last,
    opening: [
      ...(signed === undefined ? unsigned(draft) : []),
      { kind: "rows", framed: true, rows: header(draft, authority, reference) },
    ],
    sections: [
      { heading: "1. Faits / Facts", blocks: [facts(draft)] },
      { heading: "2. Chronologie / Timeline", blocks: [timeline(draft, authority)] },
      { heading: "3. Annexes", blocks: [annexes(draft)] },
      { heading: "4. Conclusion / Closing", blocks: [beside("Conclusion / Closing", [draft.closing])] },
    ],
    closing: signed === undefined ? [] : [signature(signed, authority)],
  };
}

/** That it is not signed, and what signing does: it is sent as it is, or left to the officer to send. */
function unsigned({ recipient }: StepDraft): ActBlock[] {
  const { fr, en } = recipient.byHand === true ? sentByHand : sentAsItIs;
  return [
    {
      kind: "warning",
      line: { text: unbroken(`Projet non signé, établi d'après le seul dossier. Relisez-le en entier : ${fr}`) },
    },
    { kind: "warning", line: inEnglish(`Unsigned draft, made from the record alone. Read all of it: ${en}`) },
  ];
}

const sentAsItIs = {
  fr: "une fois signé, il est envoyé tel quel.",
  en: "once signed, it is sent as it is.",
} as const satisfies Bilingual;

const sentByHand = {
  fr: "la signature ne l'envoie pas, c'est à vous de le remettre au destinataire.",
  en: "signing does not send it, it is for you to send it to the recipient.",
} as const satisfies Bilingual;

/** By whom and when, as it ends. */
function signature({ by, at }: NonNullable<DraftOrigin["signed"]>, { state }: DraftOrigin["authority"]): ActBlock {
  const when = spokenInstant(at, state);
  return {
    kind: "paragraphs",
    lines: [
      { text: unbroken(`Signé le ${when.fr} par ${legible(by)}`) },
      inEnglish(`Signed on ${when.en} by ${legible(by)}`),
    ],
  };
}

function header(draft: StepDraft, { name: authority }: DraftOrigin["authority"], reference: string): ActRow[] {
  const { role, name } = draft.recipient;
  const known = role in roleWords ? roleWords[role as keyof typeof roleWords] : { fr: role, en: role };
  const nobody = { fr: "l'annuaire ne nomme personne", en: "the directory names nobody" };
  const who = name ?? nobody;
  return [
    row("Autorité / Authority", authority),
    row("Destinataire / Recipient", { fr: `${who.fr} (${known.fr})`, en: `${who.en} (${known.en})` }),
    { term: "Référence / Reference", lines: [{ text: legible(reference) }] },
    { term: "Échelon / Step", lines: [{ text: draft.step, look: "code" }] },
    row("Dossier / Case", { fr: `version ${draft.caseVersion}`, en: `version ${draft.caseVersion}` }),
  ];
}

/** A thing named, in French, and in English where that differs. */
function row(term: string, { fr, en }: Bilingual): ActRow {
  return { term, lines: [{ text: unbroken(fr) }, ...(en === fr ? [] : [{ ...inEnglish(en), look: "soft" as const }])] };
}

function inEnglish(text: string): ActLine {
  return { text, language: "en" };
}

const columns: ActColumn[] = [
  { title: "Nº", share: 0.07 },
  { title: "Français", share: 0.47 },
  { title: "English", share: 0.46 },
];

/** Paragraphs, numbered so that they can be referred to, in both languages. */
function facts({ facts: paragraphs }: StepDraft): ActBlock {
  return {
    kind: "table",
    caption: "Faits établis par le dossier / Facts established by the record",
    columns,
    rows: paragraphs.map(({ fr, en }, index) => [
      [{ text: String(index + 1) }],
      [{ text: unbroken(fr) }],
      [inEnglish(en)],
    ]),
  };
}

function timeline({ timeline: entries }: StepDraft, { state }: DraftOrigin["authority"]): ActBlock {
  return {
    kind: "table",
    caption: "Événements, du plus ancien au plus récent / Events, oldest first",
    columns: [
      { title: "Français", share: 0.5 },
      { title: "English", share: 0.5 },
    ],
    rows: entries.map(({ at, text }) => {
      const when = spokenInstant(at, state);
      return [
        [{ text: unbroken(when.fr), look: "soft" }, { text: unbroken(text.fr) }],
        [{ ...inEnglish(when.en), look: "soft" }, inEnglish(text.en)],
      ];
    }),
  };
}

function annexes({ annexes: all }: StepDraft): ActBlock {
  return {
    kind: "table",
    caption: "Pièces jointes, avec l'empreinte de chaque document / Documents joined, with the digest of each",
    columns,
    rows: all.map(({ n, title, digest }) => [
      [{ text: String(n) }],
      [{ text: unbroken(title.fr) }, ...(digest === undefined ? [] : [{ text: digest, look: "code" as const }])],
      [inEnglish(title.en)],
    ]),
  };
}

function beside(caption: string, paragraphs: readonly Bilingual[]): ActBlock {
  return {
    kind: "table",
    caption,
    columns: [
      { title: "Français", share: 0.5 },
      { title: "English", share: 0.5 },
    ],
    rows: paragraphs.map(({ fr, en }) => [[{ text: unbroken(fr) }], [inEnglish(en)]]),
  };
}
