/** What the booth offers beside the plain way: every kind of question, long texts and lists, files, codes, forgetting. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { readQr } from "../../booth/test/qr_reader.js";
import { time } from "./demo.js";
import { marking } from "./features/marking.js";
import { texts } from "./features/texts.js";
import { stories } from "./scene.js";
import { t } from "./words.js";

stories("the booth", { concurrency: 3 }, (story) => {
  marking(story);
  texts(story);

  story("insists on the backup file where voting opens in more than five days", async (scene) => {
    await scene.begin();
    await scene.says(t("backup-must-title"));
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.says(t("backup-missing"));
    await scene.look("backup-first");
    // A link that anybody could send is no backup either.
    await scene.page.goto("about:blank");
    await scene.page.goto(`${scene.booth}#refused=issuance-closed`);
    await scene.page.getByRole("button", { name: /^Continue to/ }).click();
    await scene.says(t("backup-missing"));
    await scene.save(t("backup-save"));
    await scene.fetchPass();
    await scene.heading(t("wait-title"));
    assert.equal(await scene.page.locator(".steps [aria-current=step]").innerText(), t("step-mark"), "the pass is here: marking comes next");
    assert.equal(await scene.page.locator(".steps .done").count(), 1);
    assert.equal(await scene.page.locator("svg.qr").count(), 0, "a pass is in no picture");
    await scene.look("wait");
    // Offline meanwhile: it goes on by itself.
    scene.visitor.expected("net::ERR_INTERNET_DISCONNECTED");
    await scene.visitor.context.setOffline(true);
    await scene.press(t("look-again"));
    await scene.heading(t("trouble-unreachable-title"));
    await scene.visitor.context.setOffline(false);
    await scene.heading(t("wait-title"));
    await scene.nothingCast();
  }, { draft: { voting_opens: time(6 * 86_400), voting_closes: time(8 * 86_400), issuance_closes: time(7 * 86_400) } });

  story("shows the receipt as code, picture, file and print", async (scene) => {
    const { page } = scene;
    await scene.collect();
    await scene.mark();
    await scene.cast();
    const code = await scene.recorded();
    assert.equal(await page.locator("#booth h1 + p").innerText(), "Board of the rowing club", "the page says of which poll it is");
    await scene.look("receipt");
    const picture = page.getByRole("img", { name: t("receipt-qr") });
    const said = await readPicture(picture);
    assert.equal(said, `${scene.booth.replace("/booth", "/receipt")}?code=${code}`);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await readPicture(picture), said, "in dark colours too");
    await page.emulateMedia({ colorScheme: "light" });
    const file = await scene.save(t("receipt-save"));
    await scene.visitor.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await scene.press(t("receipt-copy"));
    await scene.says(t("receipt-copied"));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
    await page.evaluate(() => Object.assign(window, { print: () => void document.body.classList.add("was-printed") }));
    await scene.press(t("receipt-print"));
    assert.equal(await page.locator("body.was-printed").count(), 1);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#receipt-code").isVisible());
    assert.ok(await page.locator(".print-only").isVisible());
    assert.ok(!(await page.getByRole("button", { name: t("receipt-copy") }).isVisible()));
    assert.equal(await readPicture(picture), said, "on paper too");
    await scene.look("receipt-print");
    await page.emulateMedia({ media: "screen" });
    await page.getByText(t("receipt-wrong-title")).click();
    assert.match(await readFile(await scene.save(t("evidence-save")), "utf8"), /=== promise ===\npsephos-promise\/v1\n/);
    // What the picture says, opened as by another device.
    await page.goto(said);
    await scene.says(t("check-proved"));
    await page.getByLabel(/receipt file/).setInputFiles(file);
    await scene.says(t("check-file-good"));
    await page.getByLabel(/receipt file/).setInputFiles({ name: "x", mimeType: "text/plain", buffer: Buffer.from((await readFile(file, "utf8")).replace("ballot", "bullet")) });
    await scene.says(t("check-bad-file"));
    await scene.look("bad-file");
    await page.getByLabel(/receipt file/).setInputFiles(file);
    await scene.says(t("check-file-good"));
    await scene.look("good-file");
  });

  story("lists what it keeps on this device, and forgets it", async (scene) => {
    const { page } = scene;
    await page.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-none"));
    await scene.collect();
    await page.goto(`${scene.stage.services.ballot_box}/receipts`);
    await scene.says(t("mine-pass"));
    await page.getByRole("link", { name: t("mine-go-on") }).click();
    await scene.mark();
    await scene.cast();
    const code = await scene.recorded();
    await page.getByRole("link", { name: t("receipt-mine") }).click();
    await scene.says(t("mine-recorded"));
    assert.ok(!(await page.locator("body").innerText()).includes(code), "no code for whoever passes by");
    await scene.look("my-receipts");
    await scene.press(t("mine-forget-all"));
    await scene.look("forget-all");
    await scene.press(t("mine-keep"));
    await scene.press(t("mine-forget-all"));
    await scene.press(t("mine-forget-now"));
    await scene.says(t("mine-forgotten"));
    assert.equal(await scene.stored(), "[[],[],[],[]]");
    await scene.open();
    await page.getByRole("button", { name: t("start-action") }).waitFor();
  });
});

/**
 * What a QR code on the screen says, as a camera sees it.
 * @param {import("playwright-core").Locator} picture
 */
async function readPicture(picture) {
  const png = (await picture.screenshot()).toString("base64");
  // Nothing but our own pictures may be drawn on our pages.
  const blank = await picture.page().context().newPage();
  const { pixels, width, height } = await blank.evaluate(async (png) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const { width, height } = bitmap;
    const drawing = new OffscreenCanvas(width, height).getContext("2d");
    drawing?.drawImage(bitmap, 0, 0);
    return { pixels: [...(drawing?.getImageData(0, 0, width, height).data ?? [])], width, height };
  }, png);
  await blank.close();
  return readQr(Uint8ClampedArray.from(pixels), width, height) ?? "";
}
