// A public page is the same for everybody: basket and account come after it, for those who have one.
(() => {
  const { fragment, htmx } = document.currentScript.dataset;
  if (!document.getElementById("nav-basket")) return;
  if (!document.cookie.split("; ").some((cookie) => cookie.startsWith("entete="))) return;
  const script = document.createElement("script");
  script.src = htmx;
  script.onload = () => window.htmx.ajax("GET", fragment, { swap: "none" });
  document.head.append(script);
})();
