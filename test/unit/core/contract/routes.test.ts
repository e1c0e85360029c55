import { describe, expect, it } from "vitest";
import type { Route } from "../../../../core/contract/route.ts";
import { routeHeads } from "../../../../core/contract/route-heads.ts";
import { routes } from "../../../../core/contract/routes.ts";

describe("the heads of the routes", () => {
  it.each(Object.entries<Route>(routes))(
    "%s: is what its function goes by, whether it takes parameters included",
    (name, route) => {
      expect(route).toMatchObject(routeHeads[name as keyof typeof routeHeads]);
      expect(route.takesQuery === true).toBe(route.query !== undefined);
    },
  );

  it("leave no route out", () => {
    expect(Object.keys(routeHeads).sort()).toEqual(Object.keys(routes).sort());
  });
});
