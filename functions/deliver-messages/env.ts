export { SendingEnv as Env } from "../shared/env.ts";
