/** Every page that the booth can show to a voter who is not simply on the way from the start to the receipt. */

import { stories } from "./scene.js";
import { answers } from "./states/answers.js";
import { endings } from "./states/endings.js";
import { passes } from "./states/passes.js";
import { refusals } from "./states/refusals.js";
import { sharedDevice } from "./states/shared_device.js";
import { troubles } from "./states/troubles.js";
import { way } from "./states/way.js";

stories("where the voter stands", { concurrency: 3 }, (story) => {
  way(story);
  passes(story);
  endings(story);
  refusals(story);
  sharedDevice(story);
  answers(story);
  troubles(story);
});
