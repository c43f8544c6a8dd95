-- Everything is compared by its bytes: no rules of any language, and no index that a new system library spoils.

-- Every record as its JSON text. A version is given once only, so that one that left and came back is another.
CREATE TABLE hojreh.records (
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    doc text NOT NULL,
    PRIMARY KEY (kind, key)
) WITH (fillfactor = 85, toast_tuple_target = 4080);  -- an order is not worth compressing

CREATE SEQUENCE hojreh.versions;

-- What each record is found by, in the order it is found in.
CREATE TABLE hojreh.found_by (
    kind text COLLATE "C" NOT NULL,
    idx text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    mark text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, idx, value, mark, key)
);

-- What can be sold of each SKU: always the sum of its movements, and never below zero.
CREATE TABLE hojreh.stock (
    sku text COLLATE "C" PRIMARY KEY,
    n bigint NOT NULL CHECK (n >= 0)
) WITH (fillfactor = 50);

-- One row a commit, for who lost the answer. kept is false where somebody asked before the commit came: it is refused.
CREATE TABLE hojreh.commits (
    token uuid PRIMARY KEY,
    number bigint NOT NULL,
    kept boolean NOT NULL
);
