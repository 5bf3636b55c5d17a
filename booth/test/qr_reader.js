/** A reader of QR codes that shares no code with ours. */

import reader from "jsqr";

/** Of its two kinds of export Node takes the other one than the types say. */
const jsQR = /** @type {{ default: typeof reader }} */ (/** @type {unknown} */ (reader)).default;

/**
 * What the code in a picture says.
 * @param {Uint8ClampedArray} pixels red, green, blue and opacity of each @param {number} width @param {number} height
 * @returns {string | undefined}
 */
export const readQr = (pixels, width, height) => jsQR(pixels, width, height)?.data;
