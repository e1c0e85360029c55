import type { Bilingual } from "../contract/language.ts";

/** What is wrong with a notice, told so that an officer knows what to do next. Never holds a value of the notice. */
export type NoticeError = {
  /** Where, RFC 6901; `""` is the whole notice. */
  pointer: string;
  /** Stable word for programs. */
  code: NoticeErrorCode;
  detail: Bilingual;
  /** The provision that asks for it, or that leaves no room for it. */
  provision?: string | Bilingual;
};

/** Every code there is. */
export const noticeErrorCodes = [
  "wrong_type",
  "wrong_format",
  "unknown_value",
  "unknown_field",
  "unknown_territory",
  "too_long",
  "too_many",
  "data_uri",
  "base64",
  "control_characters",
  "field_name",
  "nesting",
  "missing_element",
  "unknown_legal_basis",
  "legal_basis_disabled",
  "legal_basis_not_in_force",
  "no_power",
  "calendar_not_covered",
  "delay_too_short",
  "delay_too_long",
  "delay_not_countable",
  "delay_set_by_legal_basis",
  "sandbox_only",
  "language_not_declared",
  "measure_not_in_legal_basis",
  "measure_not_ordered",
  "prior_measure_missing",
  "unknown_platform",
  "unknown_authority",
  "unknown_host",
  "duplicate",
  "in_the_future",
  "in_the_past",
  "disclosure_end",
] as const;
export type NoticeErrorCode = (typeof noticeErrorCodes)[number];
