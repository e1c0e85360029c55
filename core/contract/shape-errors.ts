import type * as z from "zod";
import { durationForm } from "./duration.ts";
import { instantForm } from "./instant.ts";
import { pointerTo, valueAt } from "./json-pointer.ts";
import type { Bilingual } from "./language.ts";
import { RuleWords } from "./rule-words.ts";

/** A fault in the shape of what was sent. Names what is expected; never repeats a value that came. */
type ShapeError = {
  /** Where, RFC 6901; `""` is the whole. */
  pointer: string;
  /** Stable word for programs. */
  code: ShapeErrorCode;
  detail: Bilingual;
};

/** Every code there is. */
type ShapeErrorCode =
  | "missing_element"
  | "unknown_field"
  | "unknown_value"
  | "wrong_type"
  | "wrong_format"
  | "out_of_place"
  | "unknown_territory"
  | "too_short"
  | "too_long"
  | "too_few"
  | "too_many"
  | "too_small"
  | "too_large";

type Told = { code: ShapeErrorCode; detail: Bilingual };

/**
 * The faults behind zod's issues, one per field and code; each unknown field has its own.
 *
 * @param input What was parsed: only it tells a missing field from one of the wrong type.
 * @param prefix Pointer to where `input` stands in what was sent.
 */
export function zodErrors(issues: readonly z.core.$ZodIssue[], input: unknown, prefix = ""): ShapeError[] {
  const errors = issues.flatMap((issue) =>
    pathsOf(issue).map((path) => ({ pointer: `${prefix}${pointerTo(path)}`, ...toldOf(issue, input) })),
  );
  return [...new Map(errors.map((error) => [`${error.pointer} ${error.code}`, error])).values()];
}

function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function toldOf(issue: z.core.$ZodIssue, input: unknown): Told {
  if (isMissing(issue, input)) {
    return { code: "missing_element", detail: { fr: "Ce champ est obligatoire.", en: "This field is required." } };
  }
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected);
    case "unrecognized_keys":
      return {
        code: "unknown_field",
        detail: {
          fr: "Ce champ n'existe pas ; vérifiez l'orthographe.",
          en: "There is no such field; check the spelling.",
        },
      };
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return unfitForm(issue);
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return wrongFormat(issue);
    case "not_multiple_of":
      return {
        code: "wrong_format",
        detail: {
          fr: `Un multiple de ${issue.divisor} est attendu.`,
          en: `A multiple of ${issue.divisor} is expected.`,
        },
      };
    case "invalid_key":
      return {
        code: "wrong_format",
        detail: { fr: "Ce nom n'est pas admis ici.", en: "This name is not allowed here." },
      };
    case "invalid_element":
      return describedForm;
    case "custom":
      return ruleWords(issue) ?? describedForm;
  }
}

function isMissing(issue: z.core.$ZodIssue, input: unknown): boolean {
  return issue.path.length > 0 && valueAt(input, pointerTo(issue.path)) === undefined;
}

const typeNames: Partial<Record<string, Bilingual>> = {
  string: { fr: "un texte", en: "a text" },
  number: { fr: "un nombre", en: "a number" },
  int: { fr: "un nombre entier", en: "a whole number" },
  boolean: { fr: "vrai ou faux (`true`, `false`)", en: "`true` or `false`" },
  array: { fr: "une liste", en: "a list" },
  object: { fr: "un objet", en: "an object" },
  record: { fr: "un objet", en: "an object" },
};

function wrongType(expected: string): Told {
  const name = typeNames[expected] ?? { fr: "un autre type", en: "another type" };
  return { code: "wrong_type", detail: { fr: `Il faut ici ${name.fr}.`, en: `This has to be ${name.en}.` } };
}

function oneOf(values: readonly z.core.util.Primitive[]): Told {
  const list = values.map((value) => `\`${String(value)}\``).join(", ");
  const only = values.length === 1;
  return {
    code: "unknown_value",
    detail: {
      fr: only ? `Seule valeur admise : ${list}.` : `Valeurs admises : ${list}.`,
      en: only ? `The only value allowed is ${list}.` : `Allowed are ${list}.`,
    },
  };
}

function unfitForm(issue: z.core.$ZodIssueInvalidUnion): Told {
  if ("options" in issue && issue.options !== undefined) return oneOf(issue.options);
  return {
    code: "wrong_format",
    detail: { fr: "Aucune des formes admises ne convient.", en: "This is none of the forms allowed." },
  };
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): Told {
  const least = String(minimum);
  if (origin === "string") {
    return {
      code: "too_short",
      detail: { fr: `Au moins ${least} caractère(s).`, en: `At least ${least} character(s).` },
    };
  }
  if (origin === "array") {
    return { code: "too_few", detail: { fr: `Au moins ${least} entrée(s).`, en: `At least ${least} item(s).` } };
  }
  return { code: "too_small", detail: { fr: `Au moins ${least}.`, en: `At least ${least}.` } };
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): Told {
  const most = String(maximum);
  if (origin === "string") {
    return { code: "too_long", detail: { fr: `Au plus ${most} caractères.`, en: `At most ${most} characters.` } };
  }
  if (origin === "array") {
    return { code: "too_many", detail: { fr: `Au plus ${most} entrées.`, en: `At most ${most} items.` } };
  }
  return { code: "too_large", detail: { fr: `Au plus ${most}.`, en: `At most ${most}.` } };
}

const formatNames: Partial<Record<string, Bilingual>> = {
  email: { fr: "une adresse électronique", en: "an e-mail address" },
  date: { fr: "un jour, par exemple 2025-11-03", en: "a day, such as 2025-11-03" },
  url: { fr: "une adresse web absolue", en: "an absolute web address" },
  template_literal: {
    fr: "l'identifiant ou l'empreinte, tels que reçus",
    en: "the identifier or digest, exactly as received",
  },
};

/** Patterns that whoever breaks them can be told about. */
const patternWords = new Map<string, Bilingual>([
  [
    String(instantForm),
    {
      fr: "Un instant s'écrit en UTC et finit par Z, par exemple 2025-11-03T08:00:00Z.",
      en: "An instant is written in UTC and ends in Z, such as 2025-11-03T08:00:00Z.",
    },
  ],
  [
    String(durationForm),
    {
      fr: "Un délai s'écrit PT48H (heures), P10D (jours) ou 2WD (jours ouvrés).",
      en: "A delay is written PT48H (hours), P10D (days) or 2WD (working days).",
    },
  ],
  [
    String(/\S/),
    { fr: "Écrivez ici un texte : il n'y a que des blancs.", en: "Write a text here: there is nothing but blanks." },
  ],
]);

const describedForm: Told = {
  code: "wrong_format",
  detail: {
    fr: "Ce champ n'a pas la forme attendue ; elle est décrite dans /openapi.json.",
    en: "This field does not have the expected form, which /openapi.json describes.",
  },
};

/** What is expected in place of what came, in words. */
export function shapeWords(issue: z.core.$ZodIssue, input: unknown): Bilingual {
  return toldOf(issue, input).detail;
}

/** What a rule says of what it refuses; undefined where it has no words. */
export function ruleWords({ params }: z.core.$ZodIssueCustom): z.output<typeof RuleWords> | undefined {
  return RuleWords.safeParse(params).data;
}

function wrongFormat({ format, pattern }: z.core.$ZodIssueInvalidStringFormat): Told {
  const words = patternWords.get(pattern ?? "");
  if (words !== undefined) return { code: "wrong_format", detail: words };
  const name = formatNames[format];
  if (name === undefined) return describedForm;
  return {
    code: "wrong_format",
    detail: { fr: `La forme attendue : ${name.fr}.`, en: `The expected form: ${name.en}.` },
  };
}
