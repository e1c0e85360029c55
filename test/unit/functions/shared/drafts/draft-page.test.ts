import { describe, expect, it } from "vitest";
import type { Instant } from "../../../../../core/contract/instant.ts";
import { actPageHeaders } from "../../../../../functions/shared/acts/act-page.ts";
import { draftOutline } from "../../../../../functions/shared/drafts/draft-outline.ts";
import { draftPage } from "../../../../../functions/shared/drafts/draft-page.ts";
import { digestOf } from "../../../../../functions/shared/digest.ts";
import { day } from "../../../../support/cases.ts";
import { servedToShein } from "../../../../support/served-notices.ts";
import { answer, draftOfStep, letItRunOut, playedRequisition } from "../../../core/case/draft/played.ts";

const played = playedRequisition();
played.deliver();
answer(played, "acknowledged");
letItRunOut(played);
const draft = draftOfStep(played, "overdue-act-court", servedToShein);
const origin = { authority: played.context().authority, reference: played.kase.reference };

/** The text of a page as its reader sees it, without its spaces. */
function textOf(page: string): string {
  const text = page
    .replace(/<style>[^]*<\/style>/, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  return squeezed(text);
}

const squeezed = (text: string) => text.replaceAll(/\s/g, "");

describe("the page of a draft", () => {
  const page = draftPage(draft, origin);

  it("has its columns below one another on a narrow screen, each under its title", () => {
    expect(page).toMatch(/@media \(max-width: 40rem\) \{[^@]*table, caption, tbody, tr, th, td \{ display: block/);
    expect(page).not.toMatch(/min-width: \d+rem \}/);
    expect(page).toContain('<td data-title="English">');
  });

  it("says every word of the draft, in both languages, French first", () => {
    const text = textOf(page);
    const words = [
      draft.subject,
      draft.closing,
      ...draft.facts,
      ...draft.timeline.map((entry) => entry.text),
      ...draft.annexes.map(({ title }) => title),
    ];
    for (const { fr, en } of words) {
      expect(text).toContain(squeezed(fr));
      expect(text.indexOf(squeezed(en), text.indexOf(squeezed(fr)))).toBeGreaterThan(0);
    }
    for (const { digest } of draft.annexes) expect(page).toContain(digest ?? "");
  });

  it("is in French with its English marked as such, and carries its own digest", () => {
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('lang="en"');
    expect(page).toContain(digestOf(draft));
    expect(page.match(/<h1>/g)).toHaveLength(1);
  });

  it("leads nowhere, loads nothing, and names no web address", () => {
    expect(page).not.toMatch(
      /<script|<img|<a\b|<link|<iframe|<form|\shref=|\ssrc=|\sstyle=|url\(|@import|https?:|hxxp/i,
    );
    expect(actPageHeaders("fr")["content-security-policy"]).toContain("default-src 'none'");
  });

  it("says that it is not signed, until it is, and then by whom and when", () => {
    expect(page).toContain("Projet non signé");
    const at = "2025-11-10T09:30:00.000Z" as Instant;
    const signed = draftPage(draft, { ...origin, signed: { by: "officer-1", at } });
    expect(signed).not.toContain("Projet non signé");
    expect(signed).not.toContain("Unsigned draft");
    expect(signed).toContain("Signé le lundi 10 novembre 2025 à 10\u00a0h\u00a030 (heure de Paris) par officer-1");
    expect(signed).toContain("Signed on Monday 10 November 2025 at 10:30 (Paris time) by officer-1");
  });

  it("says what signing does: it is sent, or for want of an address left to the officer", () => {
    const sent = draftPage(draftOfStep(played, "overdue-act-public-prosecutor"), origin);
    expect(textOf(sent)).toContain(squeezed("une fois signé, il est envoyé tel quel."));
    const byHand = textOf(draftPage(draftOfStep(played, "manual-european-commission"), origin));
    expect(byHand).toContain(squeezed("la signature ne l'envoie pas, c'est à vous de le remettre au destinataire."));
    expect(byHand).toContain(squeezed("signing does not send it, it is for you to send it to the recipient."));
    expect(byHand).not.toContain(squeezed("il est envoyé tel quel"));
  });

  it("escapes what others wrote", () => {
    const odd = draftPage(draft, { ...origin, reference: `<b>"x"</b>` });
    expect(odd).toContain("&lt;b&gt;&quot;x&quot;&lt;/b&gt;");
    expect(odd).not.toContain("<b>");
  });

  it("says who is meant where the directory names nobody", () => {
    const nameless = { ...draft, recipient: { role: "european_commission" } };
    expect(draftPage(nameless, origin)).toContain("l&#39;annuaire ne nomme personne (Commission européenne)");
  });

  it("is dated by the last event of its record", () => {
    const last = draft.timeline.at(-1)!.at;
    expect(draftOutline(draft, origin).issuedAt).toBe(last);
    expect(Date.parse(last)).toBeGreaterThan(Date.parse(played.kase.openedAt) + day);
  });
});
