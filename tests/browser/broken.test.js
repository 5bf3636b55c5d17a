/** Nobody is hostile here; things break. Every story ends with one countable ballot, or none, and a page that says which. */

import { abstentions } from "./broken/abstentions.js";
import { clock } from "./broken/clock.js";
import { otherDevices } from "./broken/devices.js";
import { elsewhere } from "./broken/elsewhere.js";
import { offline } from "./broken/offline.js";
import { receipts } from "./broken/receipts.js";
import { sending } from "./broken/sending.js";
import { storage } from "./broken/storage.js";
import { severalTabs } from "./broken/tabs.js";
import { stories } from "./scene.js";

stories("things break", { concurrency: 4 }, (story) => {
  // Those that wait for a clock come first.
  receipts(story);
  clock(story);
  abstentions(story);
  sending(story);
  severalTabs(story);
  storage(story);
  elsewhere(story);
  offline(story);
  otherDevices(story);
});
