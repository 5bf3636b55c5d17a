/** One question of every kind, for stories that walk through all of them. */

export const option = (/** @type {string} */ id, /** @type {string} */ title, description = "") => ({ id, title, description });

export const ONE = {
  id: "chair",
  title: "Who shall take the chair?",
  description: "For **two years**.",
  kind: "choice",
  min: 1,
  max: 1,
  options: [option("ada", "Ada", "I would do it gladly."), option("ben", "Ben")],
};
export const SEVERAL = {
  id: "board",
  title: "Who shall join the board?",
  kind: "choice",
  min: 1,
  max: 2,
  seats: 2,
  options: [option("cleo", "Cleo"), option("dora", "Dora"), option("emil", "Emil")],
};
export const RANKING = {
  id: "party",
  title: "Where shall the summer party be?",
  kind: "ranking",
  method: "irv",
  min: 1,
  max: 3,
  options: [option("lake", "The lake"), option("garden", "The garden"), option("roof", "The roof of the old boathouse by the northern weir")],
};
export const SCORE = {
  id: "money",
  title: "What shall the money go to?",
  kind: "score",
  low: 0,
  high: 5,
  options: [option("boats", "New boats"), option("library", "The library")],
};
export const EVERY_KIND = [ONE, SEVERAL, RANKING, SCORE];
