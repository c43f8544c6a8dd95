// With scripts, the pages themselves answer a search; without, the checkout does. A page that is not there asks for its own words.

for (const form of document.querySelectorAll(".seek")) form.action = "/search.html";
for (const link of document.querySelectorAll(".shelves a[href$='/search']")) link.href = "/search.html";

const missing = document.getElementById("missing");
try {
  const [name] = decodeURIComponent(location.pathname).split("/").slice(-1);
  if (missing) missing.value = name.replace(/\.html?$/, "").replace(/[-_+]+/g, " ");
} catch {
  // An address that is no text has no words.
}
