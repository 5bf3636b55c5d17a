// Shows how far work in the background has come, and its page again when it is over. Nobody's reading begins anew before, as it
// would with a page that loads itself; without this script there is a link for it.

const bar = document.querySelector("[data-progress]");
const line = document.querySelector("[data-said]");
/** What a bar shows is seen at once; words that change faster would be read out over one another. */
const [PAUSE, ROUNDS_UNTIL_WORDS] = [1_000, 4];
/** Whether this page was loaded again because its question was refused. */
const RELOADED = `reloaded ${location.pathname}`;

async function ask(round) {
  try {
    const answer = await fetch(bar.dataset.progress);
    // Signed out meanwhile, not an officer any more, or the poll is gone: the page itself, loaded again, says so.
    if (answer.redirected || isRefused(answer.status)) return reloadOnce();
    sessionStorage.removeItem(RELOADED);
    const { done, total, over } = await answer.json();
    if (over) return location.reload();
    if (total) {
      [bar.max, bar.value] = [total, done];
      if (round % ROUNDS_UNTIL_WORDS === 0) line.textContent = words(done, total);
    }
  } catch {
    // Not reached: it may be next time.
  }
  setTimeout(ask, PAUSE, round + 1);
}

/** A page that stays what it is although its question is refused is left alone: its link still works. */
function reloadOnce() {
  if (sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, "1");
  location.reload();
}

/** Too many questions are answered later. @param {number} status */
const isRefused = (status) => status >= 400 && status < 500 && status !== 429;

function words(...numbers) {
  return line.dataset.said.replace(/[*#]/g, (sign) => numbers["*#".indexOf(sign)].toLocaleString(document.documentElement.lang));
}

setTimeout(ask, PAUSE, 1);
