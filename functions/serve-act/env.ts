import * as z from "zod";
import { ActLinksEnv } from "../shared/env.ts";

export const Env = z.object({ TABLE_NAME: z.string().min(1) }).extend(ActLinksEnv.shape);
