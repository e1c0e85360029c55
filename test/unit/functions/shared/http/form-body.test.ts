import { expect, it } from "vitest";
import type { Instant } from "../../../../../core/contract/instant.ts";
import { readForm } from "../../../../../functions/shared/http/form-body.ts";
import type { HttpRequest } from "../../../../../functions/shared/http/http-request.ts";

function read(body: string | Buffer, type: string[] = ["application/x-www-form-urlencoded"], limit = 1_000) {
  const request: HttpRequest = {
    requestId: "r",
    language: "fr",
    receivedAt: "2025-11-03T08:00:00.000Z" as Instant,
    caller: undefined,
    params: {},
    query: {},
    headers: { "content-type": type },
    rawBody: Buffer.from(body),
  };
  const form = readForm(request, limit);
  return form.kind === "problem" ? form.key : Object.fromEntries(form.value);
}

it("reads fields as a browser sends them, repeated ones in their order", () => {
  expect(read("a=1&note=%C3%A9t%C3%A9+%26+%3D&items=x&items=y&empty=&bare&b=c=d")).toEqual({
    a: ["1"],
    note: ["été & ="],
    items: ["x", "y"],
    empty: [""],
    bare: [""],
    b: ["c=d"],
  });
  expect(read("a=1", ["Application/X-WWW-Form-Urlencoded; charset=UTF-8"])).toEqual({ a: ["1"] });
});

it("keeps names that reach the prototype of an object apart from it", () => {
  const form = read("__proto__=1&constructor=2");
  expect(Object.keys(form)).toEqual(["__proto__", "constructor"]);
});

it.each<[string, string | Buffer, string[] | undefined, string]>([
  ["JSON", "{}", ["application/json"], "unsupported-media-type"],
  ["files", "", ["multipart/form-data; boundary=x"], "unsupported-media-type"],
  ["two media types", "a=1", ["application/x-www-form-urlencoded", "text/plain"], "unsupported-media-type"],
  ["more than the limit", `a=${"x".repeat(999)}`, undefined, "too-large"],
  ["a percent-encoding that is none", "a=%zz", undefined, "not-a-form"],
  ["an encoding other than UTF-8", "a=%E9", undefined, "not-a-form"],
  ["bytes that are no UTF-8", Buffer.from([0x61, 0x3d, 0xe9]), undefined, "not-a-form"],
])("refuses %s", (_title, body, type, key) => {
  expect(read(body, type)).toBe(key);
});

it("refuses more fields than any form has", () => {
  expect(read("a&".repeat(2_001), undefined, 10_000)).toBe("not-a-form");
});
