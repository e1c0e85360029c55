import type { Bilingual } from "../../core/contract/language.ts";
import type { RenderableError } from "../shared/problems/render.ts";
import { pointerTo } from "../../core/contract/json-pointer.ts";

/** A fault of one field of a form; its pointer names the field as a program would have sent it. */
export function faultOf(field: string, code: string, detail: Bilingual): RenderableError {
  return { pointer: pointerTo([field]), code, detail };
}

/** The field that a fault is about; `""` where it is about the whole form. */
export function fieldIn({ pointer }: Pick<RenderableError, "pointer">): string {
  return pointer.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** What a person reads beside a field, where the words of the contract are made for programs. */
const wordsByCode: Partial<Record<string, Bilingual>> = {
  measured_in_future: {
    fr: "Cette heure n'est pas encore passée, dans l'État indiqué.",
    en: "This time is still to come, in the State named.",
  },
  measured_before_notice: {
    fr: "Cette heure précède l'acte. Un contenu qui n'était déjà plus là se déclare « déjà indisponible ».",
    en: "This time is before the act. An item that was already gone is “already unavailable”.",
  },
  not_current_version: {
    fr: "L'autorité a rectifié l'acte entre-temps. La page montre la version en vigueur : relisez-la, puis répondez.",
    en: "The authority has corrected the act meanwhile. The page shows the version in force: read it, then answer.",
  },
  unknown_item: {
    fr: "Ce contenu n'est pas dans la version en vigueur de l'acte.",
    en: "This item is not in the version of the act that is in force.",
  },
  repeated_item: { fr: "Ce contenu est cité deux fois.", en: "This item is named twice." },
  unknown_field: { fr: "Ce champ n'est pas de ce formulaire.", en: "This field is not one of this form." },
  unknown_value: { fr: "Choisissez dans la liste.", en: "Choose from the list." },
  missing_element: { fr: "Ce champ est à remplir.", en: "This field has to be filled in." },
};

const wrongTerritory: Bilingual = {
  fr: "Écrivez EU, EEA ou des codes d'État à deux lettres, séparés par des virgules.",
  en: "Write EU, EEA or two-letter codes of States, separated by commas.",
};

/** A fault in words for a person. */
export function faultWords(error: RenderableError): Bilingual {
  const { code, detail } = error;
  if (code === "wrong_format" && fieldIn(error).startsWith("territory.")) return wrongTerritory;
  return wordsByCode[code] ?? detail;
}
