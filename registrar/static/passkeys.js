// Adds a passkey, or signs in with one (WebAuthn, level 3): asks the device and sends its answer with the form. On two pages
// that never see a voting pass; where the browser knows no passkeys, their forms stay hidden.

const knows = typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;

for (const form of knows ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  const refusal = form.querySelector("[data-refusal]");
  const { ceremony, credential } = form.elements;
  let asking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    refusal.hidden = true;
    try {
      const { ceremony: name, publicKey } = await challenge(form);
      credential.value = JSON.stringify(await askDevice(form, publicKey));
      ceremony.value = name;
      form.submit();
    } catch {
      // The visitor changed their mind, the device has none, or the registrar was not reached: nothing is lost.
      refusal.hidden = false;
    }
    asking = false;
  });
}

// Where nothing can be added, the page says so.
for (const place of document.querySelectorAll("[data-no-passkeys]")) place.hidden = knows;

/** What the page holds, or else a fresh one. */
async function challenge(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch("/api/v1/sessions/passkey/begin", { method: "POST" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

function askDevice(form, publicKey) {
  return form.dataset.passkey === "add"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}
