import { describe, expect, it } from "vitest";
import { Instant } from "../../../../core/contract/instant.ts";

describe("an instant", () => {
  it.each([
    ["2025-11-03T08:00:01Z", "2025-11-03T08:00:01.000Z"],
    ["2025-11-03T08:00:01.5Z", "2025-11-03T08:00:01.500Z"],
    ["2025-11-03T08:00:01.123Z", "2025-11-03T08:00:01.123Z"],
    ["2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("%s is read into the fixed width: %s", (sent, read) => {
    expect(Instant.parse(sent)).toBe(read);
  });

  it.each([
    "2025-02-29T00:00:00Z",
    "2025-02-30T00:00:00.000Z",
    "2025-04-31T12:00:00Z",
    "2025-11-03T24:00:00Z",
    "2025-13-01T00:00:00Z",
    "2025-00-10T00:00:00Z",
    "2025-11-00T00:00:00Z",
    "2025-11-03T08:60:00Z",
    "2025-11-03T08:00:60Z",
    "2025-11-03T08:00:00",
    "2025-11-03T08:00:00+01:00",
    "2025-11-03T08:00:00.0000Z",
    "2025-11-03 08:00:00Z",
    "2025-11-03",
    "",
  ])("%j is none: no calendar or clock has it, or it is not in UTC", (sent) => {
    expect(Instant.safeParse(sent).success).toBe(false);
  });
});
