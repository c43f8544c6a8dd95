-- How the release finds records that last brought these tables up to date: the edition of each kind's indexes and ranks,
-- as JSON; a kind that is not named is in its first.
CREATE TABLE hojreh.finding (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    told text NOT NULL
);
INSERT INTO hojreh.finding (told) VALUES ('{}');

-- Whether who finds records in this way may write: nobody has found any of these kinds in a later way.
CREATE FUNCTION hojreh.finds_as(mine text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM hojreh.finding AS f, jsonb_each_text(f.told::jsonb) AS now(kind, edition)
        WHERE now.edition::integer > coalesce((mine::jsonb ->> now.kind)::integer, 1)
    )
$$;

DROP FUNCTION hojreh.lock(integer[], boolean[], text[]);

-- Takes the locks of all that will be committed together in this database transaction, before anything else is done.
--
-- It runs in READ COMMITTED: what is looked at after the locks were given is what others have kept by then.
-- Everybody takes them in one order, then the stock of each SKU in one order, and after that waits for nobody; so two
-- that commit at once never wait for each other. Who holds the lock of a record or of a find alone may change what it
-- says; who shares it knows that nobody does. Who finds a kind anew holds that kind's alone: it waits for whoever writes
-- in the old way, and whoever comes later is refused here.
CREATE FUNCTION hojreh.lock(mine text, locks integer[], alone boolean[], skus text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM CASE WHEN a THEN pg_advisory_xact_lock(1212764745, l) ELSE pg_advisory_xact_lock_shared(1212764745, l) END
    FROM unnest(locks, alone) AS asked(l, a);
    IF mine <> (SELECT told FROM hojreh.finding) AND NOT hojreh.finds_as(mine) THEN
        RAISE EXCEPTION 'a later release of this program keeps this database now; start that one here too'
            USING ERRCODE = 'HJ001';
    END IF;
    PERFORM FROM hojreh.stock WHERE sku = ANY (skus) ORDER BY sku FOR UPDATE;
END
$$;
