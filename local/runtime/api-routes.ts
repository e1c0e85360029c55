import type { Route as ApiRoute } from "../../core/contract/route.ts";
import { routes } from "../../core/contract/routes.ts";
import type { Route } from "../aws/api-gateway/routes.ts";

/** The API's routes, as the gateway takes them. */
export function gatewayRoutes(): Route[] {
  return Object.values<ApiRoute>(routes).map(({ method, path, function: functionName, audience }) => ({
    method,
    path,
    functionName,
    auth: audience === "public" ? "none" : "bearer",
  }));
}
