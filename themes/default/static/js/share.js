/* Copies or hands over what stands in the page: its buttons appear where the browser can do it. */
(function () {
  "use strict";

  function pictureOf(post) {
    return fetch(post.dataset.picture, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.blob() : null; })
      .then(function (blob) {
        return blob && new File([blob], "partage.jpg", { type: "image/jpeg" });
      })
      .catch(function () { return null; });
  }

  function offer(post) {
    var text = post.querySelector("textarea");
    var copy = post.querySelector("[data-copy]"), share = post.querySelector("[data-share]");
    var picture = null;
    if (navigator.clipboard) {
      copy.hidden = false;
      copy.addEventListener("click", function () {
        navigator.clipboard.writeText(text.value).then(function () {
          post.querySelector("[data-status]").textContent = copy.dataset.done;
          copy.textContent = copy.dataset.done;
        }, function () { text.select(); });
      });
    }
    if (navigator.share) {
      share.hidden = false;
      /* Fetched before the tap: after a wait, a browser no longer takes it for one. */
      pictureOf(post).then(function (file) { picture = file; });
      share.addEventListener("click", function () {
        var what = { title: post.dataset.title, text: text.value };
        if (picture && navigator.canShare && navigator.canShare({ files: [picture] })) {
          what.files = [picture];
        }
        navigator.share(what).catch(function () {});
      });
    }
  }

  document.querySelectorAll("[data-post]").forEach(offer);
})();
