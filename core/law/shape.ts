import type * as z from "zod";
import { pointerTo, valueAt } from "../contract/json-pointer.ts";
import type { Bilingual } from "../contract/language.ts";
import { Notice } from "../contract/notice.ts";
import { ruleWords, shapeWords } from "../contract/shape-errors.ts";
import { dangersIn, type Danger } from "../contract/safety.ts";
import type { NoticeError, NoticeErrorCode } from "./notice-error.ts";

const dangerDetails = {
  data_uri: {
    fr: "Une adresse « data: » n'est jamais acceptée : la preuve reste chez l'autorité, la notification y renvoie.",
    en: "A “data:” address is never accepted: evidence stays with the authority, the notice refers to it.",
  },
  base64: {
    fr: "Un contenu encodé (base64) n'est jamais accepté : la preuve reste chez l'autorité, la notification y renvoie.",
    en: "Encoded content (base64) is never accepted: evidence stays with the authority, the notice refers to it.",
  },
  control_characters: {
    fr: "Le texte contient des caractères de contrôle ou des caractères incomplets.",
    en: "The text holds control characters or broken characters.",
  },
  field_name: { fr: "Ce nom de champ n'est pas accepté.", en: "This name of a field is not accepted." },
  nesting: { fr: "Le champ est imbriqué trop profondément.", en: "The field is nested too deeply." },
} as const satisfies Record<Danger, Bilingual>;

/** Everything that makes `input` no readable or no safe notice; empty where it is both. */
export function shapeErrorsOf(input: unknown): NoticeError[] {
  const parsed = Notice.safeParse(input);
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => errorsOf(issue, input));
  const dangers = dangersIn(input).map(({ path, danger }) => ({
    pointer: pointerTo(path),
    code: danger,
    detail: dangerDetails[danger],
  }));
  return [...dangers, ...issues];
}

function errorsOf(issue: z.core.$ZodIssue, input: unknown): NoticeError[] {
  const detail = shapeWords(issue, input);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), code: "unknown_field", detail }));
  }
  return [{ pointer: pointerTo(issue.path), code: codeOf(issue, input), detail }];
}

function codeOf(issue: z.core.$ZodIssue, input: unknown): NoticeErrorCode {
  if (issue.path.length > 0 && valueAt(input, pointerTo(issue.path)) === undefined) return "missing_element";
  switch (issue.code) {
    case "invalid_type":
      return "wrong_type";
    case "invalid_value":
    case "invalid_union":
    case "invalid_key":
      return "unknown_value";
    case "too_big":
      return issue.origin === "array" ? "too_many" : "too_long";
    case "custom":
      return ruleWords(issue)?.code === "unknown_territory" ? "unknown_territory" : "wrong_format";
    default:
      return "wrong_format";
  }
}
