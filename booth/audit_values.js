/**
 * Values as a result tells them: objects by option, and when two of them are the same.
 */

/**
 * An object with a member for each option. Without a prototype: an option may be called `constructor`.
 * @template T
 * @param {Iterable<[string, T]>} pairs
 * @returns {{ [option: string]: T }}
 */
export function members(pairs) {
  const object = Object.create(null);
  for (const [name, value] of pairs) object[name] = value;
  return object;
}

/**
 * Equal as JSON values: `true` is not 1, and the order of members does not matter.
 * @param {unknown} one
 * @param {unknown} other
 * @returns {boolean}
 */
export function sameValue(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  const [left, right] = /** @type {{ [name: string]: unknown }[]} */ ([one, other]);
  return names.length === others.length && names.every((name) => Object.hasOwn(other, name) && sameValue(left?.[name], right?.[name]));
}
