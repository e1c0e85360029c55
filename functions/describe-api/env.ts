export { PublicEnv as Env } from "../shared/env.ts";
