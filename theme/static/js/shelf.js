// A category's filters and order put together in the page. Each link already leads to a page of its own, made beforehand;
// here it leads to all that is chosen, under an address that can be kept, shared and gone back to.

import { watch } from "./stock.js";

const shelf = document.getElementById('shelf');
const { main, all } = shelf.dataset;
const list = shelf.querySelector('.goods');
const paging = document.getElementById('paging');
const chips = document.getElementById('chips');
const count = document.getElementById('count');
const nothing = document.getElementById('nothing');
const done = shelf.querySelector('.filters__done');
const filters = [...shelf.querySelectorAll('.filters [data-only]')];
const orders = [...shelf.querySelectorAll('.orders [data-order]')];
const names = new Map(filters.map((link) => [link.dataset.only, link.firstElementChild]));
const kinds = new Map(filters.map((link) => [link.dataset.only, link.closest('ul')]));
const wishes = new WeakMap();
const number = (n) => n.toLocaleString('fa-IR');
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// What the page came with: of a shelf of many pages it is shown again to who goes back to it.
const made = { only: [shelf.dataset.only].filter(Boolean), order: shelf.dataset.order };
const cardsMade = [...list.children];
const countMade = count.textContent;

let state = made;
let cards;
let loading = null;

// What each of the goods is sorted and filtered by, as the page that holds all of them says.
const marks = new Map();
const marked = (found, told) => {
  told.split(';').forEach((line, at) => {
    const [price, day, gone, ...keys] = line.split(' ');
    marks.set(found[at], { price: +price, day: +day, gone: +gone, keys });
  });
  return found;
};

const load = async () => {
  if (shelf.dataset.marks) return marked(cardsMade, shelf.dataset.marks);
  const answer = await fetch(all);
  if (!answer.ok) throw new Error(`${all}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const found = [...page.querySelectorAll('#shelf .goods > li')].map((card) => document.adoptNode(card));
  watch(found);
  return marked(found, page.getElementById('shelf').dataset.marks);
};

const hasPage = ({ only, order }) => only.length + (order ? 1 : 0) < 2;
const address = (wish) => {
  const [single] = [...wish.only, wish.order].filter(Boolean);
  if (hasPage(wish)) return single ? main.replace(/\.html$/, `/${single}.html`) : main;
  return `${main}?${new URLSearchParams([...wish.only.map((key) => ['only', key]), ['order', wish.order]].filter(([, value]) => value))}`;
};
const toggled = (key) => ({ ...state, only: state.only.includes(key) ? state.only.filter((one) => one !== key) : [...state.only, key] });

// Filters of one kind widen each other, those of two kinds narrow.
const has = (card, key) => marks.get(card).keys.includes(key);
const fits = (card, but) => {
  const chosen = new Set(state.only.map((key) => kinds.get(key)).filter((kind) => kind !== but));
  return [...chosen].every((kind) => state.only.some((key) => kinds.get(key) === kind && has(card, key)));
};
const measures = { '': () => 0, newest: (one) => -one.day, cheapest: (one) => one.price, dearest: (one) => -one.price };
const sorted = (some) => {
  const measure = measures[state.order];
  const difference = (one, other) => one.gone - other.gone || measure(one) - measure(other);
  return some.sort((one, other) => difference(marks.get(one), marks.get(other)));
};

const lead = (link, wish) => {
  wishes.set(link, wish);
  link.href = address(wish);
};
const mark = (link, on) => (on ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
const chip = (wish, ...words) => {
  const item = document.createElement('li');
  const link = document.createElement('a');
  lead(link, wish);
  link.append(...words);
  item.append(link);
  return item;
};
const removing = (key) => {
  const before = document.createElement('span');
  before.className = 'hidden';
  before.textContent = 'برداشتن: ';
  return chip(toggled(key), before, names.get(key).cloneNode(true), shelf.querySelector('.filters__top svg').cloneNode(true));
};

const showChoice = () => {
  const none = { only: [], order: state.order };
  for (const link of orders) {
    lead(link, { only: state.only, order: link.dataset.order });
    mark(link, link.dataset.order === state.order);
  }
  for (const link of filters) {
    lead(link, toggled(link.dataset.only));
    mark(link, state.only.includes(link.dataset.only));
  }
  chips.replaceChildren(...state.only.map(removing), ...(state.only.length > 1 ? [chip(none, 'برداشتن همه')] : []));
  lead(nothing.querySelector('a'), none);
};

const showGoods = () => {
  const found = sorted(cards.filter((card) => fits(card)));
  const asMade = paging && same(state, made);
  list.replaceChildren(...(asMade ? cardsMade : found));
  if (paging) paging.hidden = !asMade;
  nothing.hidden = found.length > 0;
  const told = `${number(found.length)} کالا`;
  count.textContent = asMade ? countMade : state.only.length ? `${told} از ${number(cards.length)}` : told;
  done.hidden = false;
  done.textContent = `دیدن ${told}`;
  for (const link of filters) {
    const key = link.dataset.only;
    const left = cards.filter((card) => has(card, key) && fits(card, kinds.get(key))).length;
    link.lastElementChild.textContent = number(left);
    link.classList.toggle('none', !left);
  }
};

const go = async (wish) => {
  state = wish;
  showChoice();
  try {
    cards = await (loading ??= load());
  } catch {
    location.href = hasPage(wish) ? address(wish) : main;
    return;
  }
  showGoods();
};

shelf.addEventListener('click', async (event) => {
  const link = event.target.closest('a');
  const wish = wishes.get(link);
  // On a shelf of many pages a single choice has pages of its own: they are gone to as they are.
  if (!wish || event.ctrlKey || event.metaKey || event.shiftKey || (all !== main && hasPage(wish))) return;
  event.preventDefault();
  history.pushState(wish, '', address(wish));
  const goes = link.closest('#chips, #nothing');
  await go(wish);
  if (goes) count.focus();
});

addEventListener('popstate', (event) => event.state && go(event.state));

const asked = new URLSearchParams(location.search);
const only = [...new Set(asked.getAll('only'))].filter((key) => names.has(key));
const order = orders.find((link) => link.dataset.order === asked.get('order'))?.dataset.order;
const wish = only.length || order ? { only, order: order ?? '' } : made;
history.replaceState(wish, '');
document.querySelector('.orders__all')?.remove();
if (same(wish, made)) showChoice();
else go(wish);
