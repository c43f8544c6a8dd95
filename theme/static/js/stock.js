// What is left, as the checkout says it now. Where no answer comes, the page stays as it was built.

const WORDS = { few: ["status warn", "چند عدد مانده"], none: ["status", "ناموجود"] };
const all = (selector) => [...document.querySelectorAll(selector)];

/** Return what writes a state into a place that has at most one status; for no state, what was built. */
function teller(place) {
  let mark = place.querySelector(".status");
  const built = mark && [mark.className, mark.textContent];
  return (state) => {
    const told = WORDS[state] ?? built;
    if (!told) {
      mark?.remove();
      mark = null;
      return;
    }
    if (!mark) place.prepend((mark = document.createElement("span")), " ");
    if (mark.textContent !== told[1]) [mark.className, mark.textContent] = told;
  };
}

const statuses = all(".status[data-sku]").map((status) => {
  const tell = teller(status.parentElement);
  return (stateOf) => tell(stateOf(status.dataset.sku.split(" ")));
});

const cards = [];
let stateNow;

function cardTeller(card) {
  const tell = teller(card.querySelector(".card__price"));
  return (stateOf) => {
    const gone = stateOf(card.dataset.sku.split(" ")) === "none";
    card.classList.toggle("card--gone", gone);
    tell(gone ? "none" : "");
  };
}

/** Keep cards that come to the page later as true as those it came with. */
export function watch(more) {
  const tellers = more.filter((card) => card.dataset.sku).map(cardTeller);
  cards.push(...tellers);
  if (stateNow) for (const tell of tellers) tell(stateNow);
}

const options = all(".offers input:enabled").map((input) => {
  const option = input.closest(".option");
  const tell = teller(option);
  return (stateOf) => {
    const state = stateOf([input.value]);
    input.disabled = state === "none";
    option.classList.toggle("option--refused", input.disabled);
    tell(state);
  };
});

const bars = all(".buy__bar").map((bar) => {
  const built = [...bar.children];
  const words = bar.querySelector("template").content;
  const form = bar.closest("form");
  const skus = [...form.elements].filter((one) => one.name === "sku" && !one.disabled).map((one) => one.value);
  let gone = false;
  return (stateOf) => {
    choose(form);
    if (gone === (stateOf(skus) === "none")) return;
    gone = !gone;
    bar.style.minBlockSize = gone ? `${bar.offsetHeight}px` : ""; // nothing below may move
    bar.replaceChildren(...(gone ? [words.cloneNode(true)] : built));
  };
});

/** Choose as the build would where the choice it made is gone; where the buyer chose, leave the next choice to them. */
function choose(form) {
  const lost = form.querySelector("input:checked:disabled");
  const open = form.querySelector("[type=radio]:enabled");
  if (!lost || !open) return;
  lost.checked = false;
  open.checked = lost.defaultChecked;
  open.required = true;
}

async function refresh() {
  try {
    const answer = await fetch(document.querySelector("[data-stock]").dataset.stock);
    if (!answer.ok) return;
    const told = await answer.json();
    const [few, none] = [new Set(told.few), new Set(told.none)];
    stateNow = (skus) => {
      if (none.has("*") || skus.every((sku) => none.has(sku))) return "none";
      return skus.length === 1 && few.has(skus[0]) ? "few" : "";
    };
    for (const show of [...statuses, ...cards, ...options, ...bars]) show(stateNow);
  } catch {
    // The checkout cannot be reached: what was built is still the best that is known.
  }
}

watch(all(".card"));
refresh();
addEventListener("pageshow", (event) => event.persisted && refresh());
