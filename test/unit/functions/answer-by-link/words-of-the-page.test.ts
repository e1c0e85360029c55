import { describe, expect, it } from "vitest";
import { bodyLimit } from "../../../../core/contract/route.ts";
import { unknownTerritory } from "../../../../core/contract/territory.ts";
import { digestOf } from "../../../../functions/shared/digest.ts";
import { officerActs } from "../../../support/cases.ts";
import { openLinkWorld } from "../../../support/link-world.ts";

const english = (body: string) => body.replaceAll(/\s+/g, " ");

describe("the time on the answering page", () => {
  it.each([
    ["fr", "vinted", "(heure de Vilnius, comme partout sur cette page)", /heure de (?!Vilnius)/],
    ["en", "vinted", "(Vilnius time, as everywhere on this page)", /(?:Paris|Dublin) time/],
    ["fr", "shein", "(heure de Dublin, comme partout sur cette page)", /heure de (?!Dublin)/],
  ])("is one State's, for what is typed and what is shown (%s, %s)", async (language, platform, said, other) => {
    const world = await openLinkWorld({ platform });
    const { body } = await world.get(`${world.link()}&language=${language}`);
    expect(body).toContain(said);
    expect(body).not.toMatch(other);
    expect(body).not.toContain("Europe/");
  });
});

describe("what the platform has asked or declared", () => {
  it("is shown: when, about which items, why, and that the reply is awaited, then given", async () => {
    const world = await openLinkWorld({ items: 3 });
    const page = async (language: string) => english((await world.get(`${world.link()}&language=${language}`)).body);
    expect(await page("en")).not.toContain("What you have asked or declared");
    const some = { concerned: [world.items[0]!, world.items[2]!] };
    world.played.answer("clarification_requested", { reason: "authenticity", ...some });
    await world.keep();
    expect(await page("en")).toContain(
      "Recorded on Monday 3 November 2025 at 09:00 (Paris time), for: Item 1, Item 3. Reason: doubt about the origin.",
    );
    expect(await page("en")).toContain("reply is awaited.");
    expect(await page("en")).toContain("On record already since");
    expect(await page("fr")).toContain("réponse de l&#39;autorité est attendue.");
    const reply = { nonce: "n", at: world.played.now, text: "See page 2.", language: "en" };
    world.played.must({ ...officerActs.clarify, content: digestOf(reply) });
    await world.keep();
    expect(await page("en")).toContain("The authority replied on Monday 3 November 2025");
    expect(await page("en")).not.toContain("reply is awaited.");
  });
});

describe("the page of a withdrawn act", () => {
  it("says so first, asks for no measure, and has items put back that were taken down, no others", async () => {
    const world = await openLinkWorld({ items: 2 });
    const [down, gone] = world.items;
    world.played.answer("action_taken", {
      items: [
        { itemId: down!, outcome: "removed" },
        { itemId: gone!, outcome: "already_unavailable" },
      ],
    });
    world.played.must(officerActs.withdraw);
    await world.keep();
    const { body } = await world.get(`${world.link()}&language=en`);
    expect(body.indexOf("The authority withdrew the act on")).toBeGreaterThan(0);
    expect(body.indexOf("The authority withdrew the act on")).toBeLessThan(body.indexOf("Status"));
    expect(body).not.toContain("Measures asked for");
    expect(body).not.toContain("counsel has not yet confirmed");
    expect(body).toContain(`value="${down!}"`);
    expect(body).not.toContain(`value="${gone!}"`);
  });

  it("asks for nothing to be put back where nothing was taken down", async () => {
    const world = await openLinkWorld();
    world.played.must(officerActs.withdraw);
    await world.keep();
    const { body } = await world.get(`${world.link()}&language=fr`);
    expect(body).toContain("aucun rétablissement n&#39;est attendu");
    expect(body).not.toContain("<form");
  });
});

describe("the faults of a form", () => {
  const faultsOf = (body: string) => [...body.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id);

  it("are told all at once, each field's once", async () => {
    const world = await openLinkWorld({ items: 3 });
    const [one, two] = world.items;
    const page = await world.post(
      `${world.link()}&language=en`,
      world.named("action_taken", {
        [`measuredAt.${one!}`]: "2025-03-30T02:30",
        [`territory.${one!}`]: "FR, XX, qq",
        [`outcome.${two!}`]: "burnt",
        reference: "x".repeat(300),
      }),
    );
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain(unknownTerritory.detail.en);
    expect(page.body).toContain("To be corrected: XX, QQ.");
    expect(faultsOf(page.body).toSorted()).toEqual(
      [
        `action_taken-measuredAt-${one!}`,
        `action_taken-outcome-${one!}`,
        `action_taken-outcome-${two!}`,
        "action_taken-reference",
        `action_taken-territory-${one!}`,
      ].toSorted(),
    );
  });

  it("name forbidden content once, with what else is wrong", async () => {
    const world = await openLinkWorld();
    const note = "data:image/png;base64,AA \u0000 data:image/png;base64,BB";
    const page = await world.post(world.link(), world.named("impossible", { note }));
    expect(faultsOf(page.body).toSorted()).toEqual(["impossible-note", "impossible-reason"]);
  });

  it.each(["EU", "EEA", "fr ie", "GB"])("do not count a territory that there is: %s", async (territory) => {
    const world = await openLinkWorld();
    const fields = world.named("action_taken", { "outcome.all": "removed", "territory.all": territory });
    expect((await world.post(world.link(), fields)).statusCode).toBe(303);
  });

  it.each(["XX", "ZZ", "FR,QQ"])("count a code that is no State: %s", async (territory) => {
    const world = await openLinkWorld();
    const fields = world.named("action_taken", { "outcome.all": "removed", "territory.all": territory });
    expect((await world.post(world.link(), fields)).statusCode).toBe(422);
  });

  it("count a declaration that items are not the platform's without a word or a choice", async () => {
    const world = await openLinkWorld();
    const bare = await world.post(`${world.link()}&language=en`, world.named("not_addressee"));
    expect(bare.statusCode).toBe(422);
    expect(faultsOf(bare.body)).toEqual(["not_addressee-note"]);
    const chosen = world.named("not_addressee", { items: [world.items[0]!] });
    expect((await world.post(world.link(), chosen)).statusCode).toBe(303);
  });

  it.each([
    ["too long", 413, `note=${"x".repeat(bodyLimit)}`, "application/x-www-form-urlencoded", "raccourcissez"],
    ["no form", 415, "{}", "application/json", "Ouvrez de nouveau le lien du courriel"],
  ])("speak to a person where it is %s", async (_title, status, body, type, words) => {
    const world = await openLinkWorld();
    const headers = { "content-type": [type], accept: ["text/html"] };
    const page = await world.send(`${world.link()}&language=fr`, body, headers);
    expect([page.statusCode, page.headers["content-type"]]).toEqual([status, "text/html; charset=utf-8"]);
    expect(page.body).toContain(words);
    expect(page.body).not.toContain("application/");
  });
});

describe("marks that a mail gateway adds to a link", () => {
  it("change nothing", async () => {
    const world = await openLinkWorld();
    const plain = async (url: string) => (await world.get(url)).body.replaceAll(/link_[\w-]{22}/g, "");
    const link = `${world.link()}&language=fr`;
    const marked = `${link}&utm_source=mail&version=9&caseId=x&__proto__=y`;
    expect((await world.get(marked)).statusCode).toBe(200);
    expect(await plain(marked)).toBe(await plain(link));
  });
});
