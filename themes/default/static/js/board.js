// The day's orders follow by themselves. What has not changed is not touched: focus, place and
// what a screen reader is reading stay.
(() => {
  const board = document.getElementById("board");
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target !== board) return;
    event.detail.headers["If-None-Match"] = board.dataset.etag;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (target !== board) return;
    const etag = xhr.getResponseHeader("ETag");
    if (xhr.status === 200 && etag) board.dataset.etag = etag;
    else event.detail.shouldSwap = false;
    // Another page came instead: the session has ended, and the screen would grow old unseen.
    if (xhr.status === 200 && !etag) location.assign(board.dataset.home);
  });
})();
