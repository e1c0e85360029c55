import { parentPort, workerData } from "node:worker_threads";
import { simulateMany, type Share } from "./many.ts";

parentPort?.postMessage(await simulateMany(workerData as Share));
