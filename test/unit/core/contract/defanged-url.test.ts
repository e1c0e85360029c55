import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defanged } from "../../../../core/contract/defanged-url.ts";
import { refanged } from "../../../support/refanged.ts";

describe("a defanged address", () => {
  it.each([
    ["https://www.shein.com/a.b/c.html", "hxxps[:]//www[.]shein[.]com/a.b/c.html"],
    ["http://a.example:8080?x=1.5#y.z", "hxxp[:]//a[.]example:8080?x=1.5#y.z"],
    ["HTTPS://A.Example/", "HXXPS[:]//A[.]Example/"],
    ["https://a.example/r?to=http://b.example/c", "hxxps[:]//a[.]example/r?to=hxxp[:]//b[.]example/c"],
    ["Voir https://a.example. Fin.", "Voir hxxps[:]//a[.]example. Fin."],
    ["Aucune adresse : art. 227-23.", "Aucune adresse : art. 227-23."],
  ])("%s is shown as %s", (url, shown) => {
    expect(defanged(url)).toBe(shown);
    expect(refanged(shown)).toBe(url);
  });

  it("can be read back to the exact address, and none is left that can be followed", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const shown = defanged(url);
        expect(shown).not.toMatch(/https?:\/\//i);
        expect(refanged(shown)).toBe(url);
      }),
    );
  });
});
