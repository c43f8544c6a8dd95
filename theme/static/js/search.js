// The page that finds goods from the listing, also while the checkout cannot be reached.

import { find, indexOf } from "./find.js";
import { named } from "./named.js";

const AT_ONCE = 24;
const page = document.querySelector(".found");
const form = document.querySelector(".seek");
const field = form.elements.q;
const part = (name) => page.querySelector(`[data-part=${name}]`);
const number = new Intl.NumberFormat("fa-IR");
const [head, siteTitle] = [page.querySelector("h1"), document.title];
const [built, told] = [head.textContent, part("told")];

field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) {
  told.textContent = "در حال گشتن…";
  part("shelves").hidden = true;
}

function start(listing) {
  const index = indexOf(listing);
  let [shown, waiting] = [AT_ONCE, 0];

  function card(product) {
    const item = part("card").content.cloneNode(true);
    const [link, picture] = [item.querySelector("a"), item.querySelector("img")];
    link.replaceChildren(...named(listing.title[product]));
    link.href = `/products/${listing.slug[product]}.html`;
    picture.src = listing.picture[product];
    item.querySelector(".price bdi").textContent = number.format(listing.price[product] / page.dataset.rials);
    if (listing.offers[product] < 2) item.querySelector(".price__from").remove();
    if (listing.left[product]) item.querySelector(".status").remove();
    else item.querySelector(".card").classList.add("card--gone");
    return item;
  }

  function show() {
    const typed = field.value.trim();
    const { products, near, meant } = find(index, typed);
    head.textContent = typed ? `جست‌وجوی «\u2068${typed}\u2069»` : built;
    document.title = typed ? `${head.textContent} | ${siteTitle.split(" | ").at(-1)}` : siteTitle;
    told.textContent = products.length ? `${near || meant ? "نزدیک‌ترین‌ها: " : ""}${number.format(products.length)} کالا` : "";
    part("list").replaceChildren(...products.slice(0, shown).map(card));
    part("meant").hidden = !meant;
    part("meant").querySelector("a").textContent = meant;
    part("meant").querySelector("a").href = `?q=${encodeURIComponent(meant)}`;
    part("near").hidden = !near;
    part("none").hidden = !typed || products.length > 0;
    part("shelves").hidden = products.length > 0;
    part("more").hidden = products.length <= shown;
    history.replaceState(null, "", typed ? `?q=${encodeURIComponent(typed)}` : location.pathname);
  }

  const anew = () => {
    shown = AT_ONCE;
    show();
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(anew, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    anew();
  });
  part("more").addEventListener("click", () => {
    const next = shown;
    shown += AT_ONCE;
    show();
    part("list").children[next].querySelector("a").focus();
  });
  show();
}

try {
  start(await (await fetch(page.dataset.listing)).json());
} catch {
  // Without the listing the form still asks the checkout.
  told.textContent = part("failed").content.textContent;
  part("shelves").hidden = false;
}
