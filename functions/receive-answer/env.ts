export { CasesEnv as Env } from "../shared/env.ts";
