/* Counts that a page was seen or a number tapped: no cookie goes out, nothing is kept here. */
(function () {
  "use strict";
  var page = document.currentScript.dataset;

  function count(kind) {
    var body = new URLSearchParams({ kind: kind, shop: page.shop, product: page.product || "" });
    if ("keepalive" in Request.prototype) {
      fetch(page.address, { method: "POST", body: body, keepalive: true, credentials: "omit" })
        .catch(function () {});
    } else if (navigator.sendBeacon) {
      navigator.sendBeacon(page.address, body);
    }
  }

  function view() { count("view"); }

  if (document.prerendering) {
    document.addEventListener("prerenderingchange", view, { once: true });
  } else {
    view();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="tel:"]');
    if (link) { count("call"); }
  });
})();
