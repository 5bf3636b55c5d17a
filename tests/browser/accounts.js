/** An admin removes accounts: not their own, not one that owns polls, and not by mistake. */

import { wordsOf } from "./words.js";

const t = wordsOf("en", "office");

/**
 * Begins anywhere, ends at the page of users.
 * @param {import("./organiser.js").Organiser} organiser @param {{ owner: string, voter: string }} people by their addresses
 */
export async function accountIsRemoved(organiser, { owner, voter }) {
  const { page, demo } = organiser;
  const open = async (/** @type {string} */ email) => {
    await organiser.go(`/admin/users?search=${email}`);
    await page.locator("summary", { hasText: t("users-help", { email }) }).click();
    await organiser.look(`help-${email.split("@")[0]}`);
    await organiser.follow(t("users-delete", { email }));
    await organiser.heading(t("dismiss-heading", { email }));
  };
  await organiser.go(`/admin/users?search=${demo.admin.email}`);
  const own = await page.locator("main form.row-form").first().getAttribute("action");
  await organiser.go(`${own}/delete`);
  await page.locator("main").getByRole("link", { name: wordsOf("en", "voter")("layout-my-account"), exact: true }).waitFor();
  await organiser.look("account-own");

  await open(owner);
  await organiser.says(t("dismiss-owned-lead"));
  await organiser.look("account-owner");

  await open(voter);
  await organiser.look("account");
  await page.getByLabel(t("dismiss-password")).fill(demo.admin.password);
  await organiser.press(t("dismiss-delete"));
  await page.getByRole("alert").waitFor();
  await organiser.look("account-refused");
  await page.getByLabel(t("dismiss-sure")).check();
  await page.getByLabel(t("dismiss-password")).fill(demo.admin.password);
  await organiser.press(t("dismiss-delete"));
  await page.getByRole("status").waitFor();
  await organiser.look("account-removed");
}
