// What a query finds, best first: the same as shop/search, where it is explained; tested by the same vectors.

import { SMALL, groups, once, stems } from "./words.js";

const [WHOLE, PREFIX] = [[12, 12, 6, 3], [8, 6, 4, 2]];
const [LONGEST, MOST_WORDS, TOGETHER, MOST_SLIPS] = [100, 8, 3, 3];
const END = "\n";

/** Put a worth into a map where it is more than what is there. */
const raise = (worths, product, worth) => worth > (worths.get(product) ?? 0) && worths.set(product, worth);
const startsOf = once((key) => [...key.matchAll(/[0-9]+|[^0-9]+/g)].map((run) => run.index));
const nounsOf = once((key) => stems(key).map((stem) => stem.length));
/** Return the first two letters of what stands at a place as one number, quicker to find than a text. */
const pairAt = (text, at, letters = 2) => (text.charCodeAt(at) << 16) | (letters > 1 && text.charCodeAt(at + 1));
const joined = (words) => words.map((word) => word.key).join("");

/** Return the words of a listing, ready to be looked through. */
export function indexOf(listing) {
  const known = new Map();
  const spelt = new Map();
  const [pieces, fields, starts, nouns] = [[], [], [], []];
  let at = 0;

  const note = (key, word) => {
    known.set(key, (known.get(key) ?? 0) + 1);
    if (word && !spelt.has(key)) spelt.set(key, word);
  };
  const shelves = listing.shelves.map(groups);
  const keysOf = (found) =>
    found.flatMap((group) => {
      for (const word of group) note(word.key, word.spelt);
      if (group.length > 1) note(joined(group), group.map((word) => word.spelt).join("\u200c"));
      return group.map((word) => word.key);
    });
  const field = (keys) => {
    fields.push(at);
    for (const key of keys) {
      for (const start of startsOf(key)) starts.push(at + start);
      for (const end of nounsOf(key)) nouns.push(at + end);
      pieces.push(key);
      at += key.length;
    }
    starts.push(at++);
    pieces.push(END);
  };
  const titles = listing.slug.map((slug, product) => {
    const begin = at;
    field(keysOf(groups(listing.title[product])));
    const length = at - begin;
    field(keysOf(groups(listing.codes[product])));
    field(keysOf(shelves[listing.shelf[product]]));
    const more = listing.more[product].split(" ").filter(Boolean);
    for (const key of more) note(key);
    field([...keysOf(groups(slug)), ...more]);
    return length;
  });

  const text = pieces.join("");
  const ends = new Uint8Array(at + 1);
  const places = new Map();
  const put = (key, place) => places.get(key)?.push(place) ?? places.set(key, [place]);
  let last = 0;
  for (const start of starts) {
    ends[start] = 1;
    if (start === last + 1 && text[last] !== END) put(pairAt(text, last, 1), last);
    last = start;
    if (text[start] !== END) put(pairAt(text, start), start);
  }
  for (const end of nouns) ends[end] = 1;

  const order = titles.map((_, product) => product);
  order.sort((a, b) => listing.left[b] - listing.left[a] || titles[a] - titles[b] || a - b);
  const rank = [];
  order.forEach((product, place) => (rank[product] = place));
  return { known, spelt, text, fields, ends, places, rank };
}

/** Return in which field a place stands. */
function fieldAt(fields, place) {
  let [low, high] = [0, fields.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fields[middle] > place) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** Return what a key is worth in each product: as a word, or unless it must be whole, as the beginning of one. */
function found(index, key, whole) {
  const worths = new Map();
  for (const place of index.places.get(pairAt(key, 0)) ?? []) {
    if (!index.text.startsWith(key, place)) continue;
    const isWhole = index.ends[place + key.length];
    if (whole && !isWhole) continue;
    const at = fieldAt(index.fields, place);
    const field = at % 4;
    const atTheStart = field === 0 && place === index.fields[at];
    raise(worths, (at - field) / 4, (isWhole ? WHOLE : PREFIX)[field] + (atTheStart ? 1 : 0));
  }
  return worths;
}

function worthsOf(index, asked) {
  const worths = new Map();
  asked.forEach(({ key }, at) => {
    if (SMALL.has(key)) return;
    worths.set(at, found(index, key));
  });
  if (!worths.size) worths.set(0, found(index, asked[0].key));
  for (const [at, worth] of worths) {
    for (const stem of stems(asked[at].key)) {
      for (const [product, value] of found(index, stem, true)) raise(worth, product, value - 1);
    }
  }
  for (let first = 0; first < asked.length; first++) {
    for (let end = first + 2; end <= Math.min(first + TOGETHER, asked.length); end++) {
      const together = found(index, joined(asked.slice(first, end)));
      for (let at = first; at < end; at++) {
        for (const [product, value] of worths.has(at) ? together : []) raise(worths.get(at), product, value);
      }
    }
  }
  return worths;
}

/** Whether two words differ by one letter that is missing, wrong or has changed places with the next. */
export function oneSlip(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (one === other || long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  if (short.length < long.length) return short.slice(same) === long.slice(same + 1);
  const swapped = short[same] === long[same + 1] && short[same + 1] === long[same];
  return short.slice(same + 1) === long.slice(same + 1) || (swapped && short.slice(same + 2) === long.slice(same + 2));
}

/** Return the known word that is one slip away, the most usual of several; "" if there is none. */
function nearest(index, key) {
  if (/^\p{Nd}+$/u.test(key)) return "";
  for (const form of [key, ...stems(key)]) {
    const near = form.length < 4 ? [] : [...index.known.keys()].filter((word) => oneSlip(form, word));
    const far = (word) => (word[0] !== form[0] ? 1 : 0);
    const count = (word) => index.known.get(word);
    near.sort((a, b) => far(a) - far(b) || count(b) - count(a) || (a < b ? -1 : 1));
    if (near.length) return near[0];
  }
  return "";
}

/** Return the products that a query finds by their number, whether none of them has every word, and what was meant. */
export function find(index, query) {
  let asked = groups([...query].slice(0, LONGEST).join("")).flat().slice(0, MOST_WORDS);
  if (!asked.length) return { products: [], near: false, meant: "" };
  let worths = worthsOf(index, asked);
  const unknown = [...worths].filter(([, worth]) => !worth.size).map(([at]) => at);
  let meant = "";
  for (const at of unknown.slice(0, MOST_SLIPS)) {
    const key = nearest(index, asked[at].key);
    if (key) asked = asked.with(at, { key, spelt: index.spelt.get(key) ?? key });
    if (key) meant = asked.map((word) => word.spelt).join(" ");
  }
  if (meant) worths = worthsOf(index, asked);

  const [counts, sums] = [new Map(), new Map()];
  for (const worth of worths.values()) {
    for (const [product, value] of worth) {
      counts.set(product, (counts.get(product) ?? 0) + 1);
      sums.set(product, (sums.get(product) ?? 0) + value);
    }
  }
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  const products = [...counts.keys()].filter((product) => counts.get(product) === most);
  const phrase = asked.length > 1 ? found(index, joined(asked)) : new Map();
  const score = (product) => sums.get(product) + ((phrase.get(product) ?? 0) >> 1);
  products.sort((a, b) => score(b) - score(a) || index.rank[a] - index.rank[b]);
  return { products, near: products.length > 0 && most < worths.size, meant: products.length ? meant : "" };
}
