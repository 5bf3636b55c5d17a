/**
 * Dragging in a list, with mouse, pen or finger. An extra: the buttons beside it do the same for everybody.
 */

import { el } from "./dom.js";

/**
 * A handle for an item of a list. While it is dragged the other items make way.
 * @param {HTMLElement} item
 * @param {(to: number) => void} dropped the item's new place, from 0
 */
export function dragHandle(item, dropped) {
  const onpointerdown = (/** @type {PointerEvent} */ event) => {
    const list = item.parentElement;
    if (list === null || event.button !== 0) return;
    event.preventDefault();
    const end = new AbortController();
    const before = [...list.children];
    const follow = (/** @type {PointerEvent} */ { clientY }) => {
      for (const other of [...list.children]) {
        const { top, height } = other.getBoundingClientRect();
        const isAfter = (item.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        // The others move, not the item: what leaves the document loses the pointer.
        if (other !== item && isAfter && clientY > top + height / 2) list.insertBefore(other, item);
        if (other !== item && !isAfter && clientY < top + height / 2) list.insertBefore(other, item.nextSibling);
      }
    };
    const drop = () => {
      end.abort();
      dropped([...list.children].indexOf(item));
    };
    // A call that comes in, or a palm on the screen: nothing was meant.
    const giveUp = () => {
      end.abort();
      item.classList.remove("dragged");
      list.append(...before);
    };
    item.classList.add("dragged");
    document.addEventListener("pointermove", follow, end);
    document.addEventListener("pointerup", drop, end);
    document.addEventListener("pointercancel", giveUp, end);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && giveUp(), end);
  };
  return el("span", { class: "drag-handle", "aria-hidden": "true", onpointerdown });
}
