// The keys by which words are compared: the same as shop/search/words.py, tested by the same vectors.

const INVISIBLE = /[\u0640\u200b\u200d\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
const MARKS = /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+/g;
const BLANKS = /[\s\x1c-\x1f\x85]+/;
const FROM = "يىېےۍكڪةەہھۃٱ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩";
const FOLDED = new RegExp(`[${FROM}]`, "g");
const TO = "یییییککههههها01234567890123456789";

export const ENDINGS = ["هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ها", "ای", "ی"];
export const SMALL = new Set([...ENDINGS, "از", "و", "در", "به", "با", "برای", "که", "را", "تا"]);

/** Return a function that makes something of a word once, however often the word comes. */
export const once = (make, made = new Map()) => (word) => made.get(word) ?? (made.set(word, make(word)), made.get(word));

/** Return the key of one word, "" where nothing of it is a letter or a digit. */
const keyOf = once((word) =>
  word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+|ء/gu, "")
    .replace(FOLDED, (letter) => TO[FROM.indexOf(letter)])
    .replace(/([یو])\1+/g, "$1"));

/** Return the words of a text in groups that no blank parts, each with its key and as it was spelt. */
export const groups = (text) =>
  text
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(/[يى]/g, "ی")
    .replaceAll("ك", "ک")
    .replace(MARKS, "")
    .split(BLANKS)
    .map((group) => (group.match(/[\p{L}\p{N}]+/gu) ?? []).map((spelt) => ({ key: keyOf(spelt), spelt })).filter((word) => word.key))
    .filter((group) => group.length);

/** Return what a key may be without its ending. */
export const stems = (key) =>
  ENDINGS.filter((ending) => key.endsWith(ending) && key.length - ending.length >= 2).map((ending) => key.slice(0, -ending.length));
