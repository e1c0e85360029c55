import { SendingEnv, StartingEnv } from "../shared/env.ts";

export const Env = SendingEnv.extend(StartingEnv.shape);
