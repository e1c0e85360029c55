import type * as z from "zod";
import { pointerTo, valueAt } from "../contract/json-pointer.ts";
import type { Bilingual } from "../contract/language.ts";
import { Notice } from "../contract/notice.ts";
import { formWords, ruleWords } from "../contract/shape-errors.ts";
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

const shapeDetails = {
  missing_element: { fr: "Ce champ est obligatoire.", en: "This field is required." },
  wrong_type: { fr: "Ce champ n'est pas du type attendu.", en: "This field is not of the expected type." },
  wrong_format: { fr: "Ce champ n'a pas la forme attendue.", en: "This field does not have the expected form." },
  unknown_value: {
    fr: "Cette valeur ne fait pas partie de celles qui sont admises.",
    en: "This value is not one of those allowed.",
  },
  unknown_field: {
    fr: "Ce champ n'existe pas ; vérifiez l'orthographe.",
    en: "There is no such field; check the spelling.",
  },
  too_long: { fr: "Ce texte est trop long.", en: "This text is too long." },
  too_many: { fr: "Il y a trop d'entrées.", en: "There are too many entries." },
} as const satisfies Partial<Record<NoticeErrorCode, Bilingual>>;

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
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => shapeError([...issue.path, key], "unknown_field"));
  }
  const rule = issue.code === "custom" ? ruleWords(issue) : undefined;
  if (rule?.code === "unknown_territory") {
    return [{ pointer: pointerTo(issue.path), code: rule.code, detail: rule.detail }];
  }
  const code = codeOf(issue, input);
  const detail = code === "wrong_format" ? formWords(issue) : undefined;
  return [{ ...shapeError(issue.path, code), ...(detail !== undefined && { detail }) }];
}

function codeOf(issue: z.core.$ZodIssue, input: unknown): keyof typeof shapeDetails {
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
    default:
      return "wrong_format";
  }
}

function shapeError(path: PropertyKey[], code: keyof typeof shapeDetails): NoticeError {
  return { pointer: pointerTo(path), code, detail: shapeDetails[code] };
}
