export { JudgingEnv as Env } from "../shared/env.ts";
