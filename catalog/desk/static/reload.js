// Waits for this page to change in the folder, and shows the new one. Only while somebody looks at it: browsers allow
// few open connections to one host, and an editor may have many tabs.
const { at } = document.currentScript.dataset;
let changes;

function listen() {
  changes?.close();
  if (document.hidden) return;
  const asked = new URLSearchParams({ page: location.pathname, at });
  changes = new EventSource(`/.write/changes?${asked}`);
  changes.onmessage = () => {
    changes.close();
    location.reload();
  };
}

document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", listen);
addEventListener("pagehide", () => changes?.close());
