import * as z from "zod";
import { LawEnv } from "../shared/env.ts";

export const Env = LawEnv.extend({ TABLE_NAME: z.string().min(1) });
