import { kindWords, locatorWords } from "../../../../core/contract/item-words.ts";
import type { ServedNotice } from "../../../../core/contract/served-notice.ts";
import type { ActLine, ActSection } from "../act.ts";
import type { Scribe } from "./scribe.ts";

type ServedItem = ServedNotice["items"][number];

/** What the act is about: each item with its exact address, written so that nobody follows it by accident. */
export function itemsSection(scribe: Scribe): ActSection {
  const { document, say, line } = scribe;
  const { items, addressee } = document;
  const count = items.length;
  return {
    heading: say({ fr: "Contenus visés", en: "Items" }),
    blocks: [
      {
        kind: "paragraphs",
        lines: [
          line({
            fr: "Les adresses sont écrites de façon à ne pas être suivies par mégarde : lisez « hxxp » comme « http », « [:] » comme « : » et « [.] » comme « . ». Tout le reste est exact, lettre pour lettre.",
            en: "Addresses are written so that nobody follows them by accident: read “hxxp” as “http”, “[:]” as “:” and “[.]” as “.”. All the rest is exact, letter by letter.",
          }),
        ],
      },
      {
        kind: "table",
        caption: say({
          fr: `${count === 1 ? "Un contenu" : `${count} contenus`} chez ${addressee.name}`,
          en: `${count === 1 ? "One item" : `${count} items`} at ${addressee.name}`,
        }),
        columns: [
          { title: say({ fr: "Nº", en: "No." }), share: 0.07 },
          { title: say({ fr: "Adresse exacte et identifiant", en: "Exact address and identifier" }), share: 0.65 },
          { title: say({ fr: "Nature et repères", en: "Kind and locators" }), share: 0.28 },
        ],
        rows: items.map((item, index) => itemRow(scribe, item, index + 1)),
      },
    ],
  };
}

function itemRow({ say, line, code }: Scribe, { itemId, url, kind, locators = {} }: ServedItem, number: number) {
  const named = Object.entries(locatorWords).flatMap(([name, words]): ActLine[] => {
    const value = locators[name as keyof typeof locators];
    return value === undefined ? [] : [{ text: `${say(words)}${say({ fr: " : ", en: ": " })}${code(value).text}` }];
  });
  return [
    [{ text: String(number) }],
    [code(url), { ...code(itemId), look: "soft" as const }],
    [line(kindWords[kind]), ...named],
  ];
}
