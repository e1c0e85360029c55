import { contactWords, roleWords } from "../../core/case/recipient-words.ts";
import type { Case, ClockName, Recipient } from "../../core/case/state.ts";
import type { Bilingual } from "../../core/contract/language.ts";
import { authorityIn, platformIn } from "../../core/law/directory/directory.ts";
import { startingDirectory } from "../../core/law/directory/starting-directory.ts";
import { findLegalBasis, presets } from "../../core/law/legal-bases.ts";

/** The clocks as the timeline's narrow column names them. */
export const clockNames = {
  acknowledge: { fr: "AR", en: "ACK" },
  act: { fr: "EXÉ", en: "ACT" },
  both: { fr: "deux", en: "both" },
} as const satisfies Record<ClockName | "both", Bilingual>;

/** A platform by the name people use. */
function platformName(id: string): string {
  return platformIn(startingDirectory, id)?.name ?? id;
}

/** A case by its platform and the end of its identifier: those of one notice begin alike. */
export function caseName({ caseId, platform }: Pick<Case, "caseId" | "platform">): string {
  return `${platformName(platform)} ${caseId.slice(-4)}`;
}

/** An authority by the name people use, without its department. */
export function authorityName(id: string): Bilingual {
  const { fr, en } = authorityIn(startingDirectory, id)?.name ?? { fr: id, en: id };
  const short = (name: string) => name.split(",", 1)[0] ?? name;
  return { fr: short(fr), en: short(en) };
}

/** Whom a message or a step goes to. */
export function recipientName(recipient: Recipient): Bilingual {
  switch (recipient.kind) {
    case "platform":
      return contactWords[recipient.contact];
    case "authority":
      return authorityName(recipient.id);
    case "holder":
      return roleWords[recipient.role];
  }
}

/** What a step of a case's ladder is about. */
export function stepSubject(kase: Case | undefined, step: string): Bilingual {
  const ladder = kase === undefined ? [] : (findLegalBasis(presets, kase.basis.id, kase.basis.version)?.ladder ?? []);
  return ladder.find(({ id }) => id === step)?.subject ?? { fr: step, en: step };
}
