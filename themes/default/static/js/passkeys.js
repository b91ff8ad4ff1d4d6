// Shows what needs JavaScript, and tells beside the button why a passkey was not used.
for (const part of document.querySelectorAll(".js-only")) part.hidden = false;

document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-error");
  if (!place) return;
  event.preventDefault();
  const numbers = /^[\d.]+$|:/.test(location.hostname);
  const words = !window.PublicKeyCredential ? "unknown" : numbers ? "address" : "refused";
  place.textContent = place.dataset[words];
  place.hidden = false;
});
