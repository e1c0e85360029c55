import { describe, expect, it } from "vitest";
import { systemClock } from "../../../../../functions/shared/clock.ts";
import { ProxyEvent, requestOf, soleHeader } from "../../../../../functions/shared/http/http-request.ts";

/** A request as it comes out of the JSON of an event, in which `__proto__` is a field like any other. */
function requestWith(event: string) {
  const rest = '"httpMethod":"GET","resource":"/health","requestContext":{"requestId":"r","requestTimeEpoch":0}';
  return requestOf(ProxyEvent.parse(JSON.parse(`{${event},${rest}}`)), systemClock());
}

describe("headers", () => {
  it.each(["constructor", "toString", "hasOwnProperty", "__defineGetter__"])("may be called %s", (name) => {
    const request = requestWith(`"multiValueHeaders":{"${name}":["1"]}`);
    expect(soleHeader(request, name.toLowerCase())).toBe("1");
  });

  it("called __proto__ change nothing", () => {
    const { headers } = requestWith('"multiValueHeaders":{"__proto__":["polluted"]}');
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
    expect(headers["polluted"]).toBeUndefined();
  });

  it("of one name in two spellings are one header with both values", () => {
    const { headers } = requestWith('"multiValueHeaders":{"X-Many":["1"],"x-many":["2"]}');
    expect(headers).toEqual({ "x-many": ["1", "2"] });
  });
});

describe("a query", () => {
  it("may name what every object has", () => {
    const { query } = requestWith('"multiValueQueryStringParameters":{"constructor":["1"],"toString":["2"]}');
    expect(Object.entries(query)).toEqual([
      ["constructor", "1"],
      ["toString", "2"],
    ]);
  });
});
