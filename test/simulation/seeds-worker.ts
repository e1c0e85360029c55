import { parentPort } from "node:worker_threads";
import { simulateMany, type Share } from "./many.ts";

parentPort?.on("message", (share: Share) => {
  void simulateMany(share).then((totals) => parentPort?.postMessage(totals));
});
