/** Nobody is hostile here; things break. Every story ends with one countable ballot, or none, and a page that says which. */

import { elsewhere } from "./broken/elsewhere.js";
import { sending } from "./broken/sending.js";
import { storage } from "./broken/storage.js";
import { severalTabs } from "./broken/tabs.js";
import { stories } from "./scene.js";

stories("things break", { concurrency: 3 }, (story) => {
  sending(story);
  severalTabs(story);
  storage(story);
  elsewhere(story);
});
