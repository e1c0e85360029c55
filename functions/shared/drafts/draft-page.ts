import type { StepDraft } from "../../../core/case/draft/step-draft.ts";
import { actPage } from "../acts/act-page.ts";
import { draftOutline, type DraftOrigin } from "./draft-outline.ts";

/**
 * A draft as a page, in the dress of an act: complete, printable on A4, without a script, an image or a link. It is
 * served with `actPageHeaders("fr")`.
 */
export function draftPage(draft: StepDraft, origin: DraftOrigin): string {
  return actPage(draftOutline(draft, origin));
}
