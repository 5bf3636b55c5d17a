// Solves the challenge of a form (ALTCHA, version 1): finds the number whose hash behind the salt is the given one. Sees
// nothing of the form but its field `altcha`, and starts when somebody begins to fill the form in.

const BATCH = 250;
const encoder = new TextEncoder();

for (const place of document.querySelectorAll("[data-challenge]")) prepare(place);

function prepare(place) {
  const form = place.closest("form");
  const field = form.elements.altcha;
  const bar = place.querySelector("progress");
  const frame = place.querySelector("[data-progress]");
  // Over plain http there is no function to compute with: who is there waits as without scripts.
  if (!crypto.subtle) return;
  place.querySelector("[data-wait]").hidden = true;
  let challenge = JSON.parse(place.dataset.challenge);
  let until = Date.now() + place.dataset.lifetime * 1000;
  let work;
  const begin = () => {
    work ??= solve(challenge, (share) => (bar.value = share));
    work.catch(() => {});
  };
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    if (!frame.hidden) return;
    frame.hidden = false;
    try {
      if (Date.now() > until - MARGIN) {
        challenge = await fresh(place.dataset.purpose);
        until = Date.now() + place.dataset.lifetime * 1000;
        work = undefined;
      }
      begin();
      field.value = await work;
    } catch {
      // Without a solution the form goes as from a browser without scripts, and the answer says what to do.
    }
    form.submit();
  });
  // Back from the next page: what was solved is used up.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    field.value = "";
    frame.hidden = true;
    until = 0;
  });
}

async function solve({ challenge, salt, maxnumber, ...rest }, tell) {
  for (let from = 0; from <= maxnumber; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, maxnumber - from + 1) }, (_, at) => from + at);
    const hashes = await Promise.all(numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(salt + number))));
    const at = hashes.findIndex((hash) => hex(hash) === challenge);
    if (at >= 0) return btoa(JSON.stringify({ ...rest, challenge, salt, number: from + at }));
    tell(from / maxnumber);
  }
  throw new Error("no number fits");
}

async function fresh(purpose) {
  const answer = await fetch(`/api/v1/proof-of-work/${purpose}`);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

function hex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Time to solve and to send before the challenge expires, in milliseconds.
const MARGIN = 60_000;
