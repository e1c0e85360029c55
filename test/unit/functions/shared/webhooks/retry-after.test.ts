import { describe, expect, it } from "vitest";
import { retryAfterSeconds } from "../../../../../functions/shared/webhooks/retry-after.ts";

const now = Date.parse("2025-11-03T08:00:00.400Z");

describe("Retry-After", () => {
  it.each([
    ["0", 0],
    ["120", 120],
    ["3600", 3_600],
    ["86400", 3_600],
    ["99999999999999999999", 3_600],
    ["Mon, 03 Nov 2025 08:01:00 GMT", 60],
    ["Mon, 03 Nov 2025 07:00:00 GMT", 0],
    ["Mon, 10 Nov 2025 08:00:00 GMT", 3_600],
  ])("'%s' asks for %i seconds", (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });

  it.each([undefined, "", "soon", "-5", "1.5", "1e3", "2025-11-03T08:01:00Z", "Mon, 03 Foo 2025 08:01:00 GMT"])(
    "'%s' asks for nothing",
    (header) => {
      expect(retryAfterSeconds(header, now)).toBeUndefined();
    },
  );
});
