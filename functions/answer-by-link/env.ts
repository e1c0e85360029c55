import { ActLinksEnv, StartingEnv } from "../shared/env.ts";

export const Env = StartingEnv.extend(ActLinksEnv.shape);
