// Latin names in a title, as shop/latin.py has them: in their own direction, and the short hyphened ones in one piece.

const NAME = /((?:[+-]?[0-9۰-۹][0-9۰-۹.,٫٬/×x]*\s?)?(?!x\b)[A-Za-z](?:[./-]*(?: (?=[A-Za-z0-9]))?[A-Za-z0-9۰-۹+_°µ×&])*)/;
const HYPHENED = /([^ -]+-[^ ]+)/;
const LONGEST_PIECE = 12;

function element(name, className, ...parts) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...parts);
  return made;
}
const inOnePiece = (word) => (word.length > LONGEST_PIECE ? word : element("span", "nowrap", word));
const parted = (text, by, make) => text.split(by).map((part, at) => (at % 2 ? make(part) : part)).filter((part) => part !== "");

/** Return the nodes that show a title. */
export const named = (title) => parted(title, NAME, (name) => element("bdi", "", ...parted(name, HYPHENED, inOnePiece)));
