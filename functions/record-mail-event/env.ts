export { StartingEnv as Env } from "../shared/env.ts";
