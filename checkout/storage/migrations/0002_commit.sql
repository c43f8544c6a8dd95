-- Takes the locks of all that will be committed together in this database transaction, before anything else is done.
--
-- It runs in READ COMMITTED: what is looked at after the locks were given is what others have kept by then.
-- Everybody takes them in one order, then the stock of each SKU in one order, and after that waits for nobody; so two
-- that commit at once never wait for each other. Who holds the lock of a record or of a find alone may change what it
-- says; who shares it knows that nobody does.
CREATE FUNCTION hojreh.lock(locks integer[], alone boolean[], skus text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM CASE WHEN a THEN pg_advisory_xact_lock(1212764745, l) ELSE pg_advisory_xact_lock_shared(1212764745, l) END
    FROM unnest(locks, alone) AS asked(l, a);
    PERFORM FROM hojreh.stock WHERE sku = ANY (skus) ORDER BY sku FOR UPDATE;
END
$$;

-- Keeps all that one transaction wrote, or nothing; its locks are held.
-- Returns false, with nothing written, when something that it read is not so any more, or a SKU has too little left.
CREATE FUNCTION hojreh.commit(
    token uuid,
    read_kinds text[], read_keys text[], read_versions bigint[],
    find_kinds text[], find_indexes text[], find_values text[], find_bounds text[], find_mosts bigint[],
    find_ways text[], find_counts bigint[], found_versions bigint[],
    gone_kinds text[], gone_keys text[],
    put_kinds text[], put_keys text[], put_docs text[],
    lost_kinds text[], lost_indexes text[], lost_values text[], lost_marks text[], lost_keys text[],
    new_kinds text[], new_indexes text[], new_values text[], new_marks text[], new_keys text[],
    skus text[], units bigint[]
) RETURNS boolean LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    seen bigint := 0;
    changed bigint;
    added bigint;
BEGIN
    IF EXISTS (
        SELECT FROM unnest(read_kinds, read_keys, read_versions) AS was(kind, key, version)
        LEFT JOIN hojreh.records AS now ON now.kind = was.kind AND now.key = was.key
        WHERE coalesce(now.version, 0) <> was.version
    ) THEN
        RETURN false;
    END IF;
    FOR i IN 1 .. cardinality(find_kinds) LOOP
        IF NOT hojreh.finds_the_same(
            find_kinds[i], find_indexes[i], find_values[i], find_bounds[i], find_mosts[i],
            find_ways[i], find_counts[i], found_versions[seen + 1 : seen + find_counts[i]]
        ) THEN
            RETURN false;
        END IF;
        seen := seen + CASE WHEN find_ways[i] = 'count' THEN 0 ELSE find_counts[i] END;
    END LOOP;

    IF EXISTS (
        SELECT FROM unnest(skus, units) AS moved(sku, units) LEFT JOIN hojreh.stock AS level ON level.sku = moved.sku
        WHERE coalesce(level.n, 0) + moved.units < 0
    ) THEN
        RETURN false;
    END IF;

    INSERT INTO hojreh.commits VALUES (token, nextval('hojreh.versions'), true);
    IF cardinality(lost_kinds) > 0 THEN
        DELETE FROM hojreh.found_by AS old
        USING unnest(lost_kinds, lost_indexes, lost_values, lost_marks, lost_keys) AS lost(kind, idx, value, mark, key)
        WHERE old.kind = lost.kind AND old.idx = lost.idx AND old.value = lost.value
            AND old.mark = lost.mark AND old.key = lost.key;
    END IF;
    IF cardinality(gone_kinds) > 0 THEN
        DELETE FROM hojreh.records AS old USING unnest(gone_kinds, gone_keys) AS gone(kind, key)
        WHERE old.kind = gone.kind AND old.key = gone.key;
    END IF;
    INSERT INTO hojreh.records AS old (kind, key, version, doc)
    SELECT kind, key, nextval('hojreh.versions'), doc FROM unnest(put_kinds, put_keys, put_docs) AS put(kind, key, doc)
    ON CONFLICT (kind, key) DO UPDATE SET version = excluded.version, doc = excluded.doc;
    INSERT INTO hojreh.found_by
    SELECT * FROM unnest(new_kinds, new_indexes, new_values, new_marks, new_keys);

    UPDATE hojreh.stock AS level SET n = level.n + moved.units
    FROM unnest(skus, units) AS moved(sku, units)
    WHERE level.sku = moved.sku AND level.n + moved.units >= 0;
    GET DIAGNOSTICS changed = ROW_COUNT;
    IF changed < cardinality(skus) THEN
        INSERT INTO hojreh.stock SELECT moved.sku, moved.units FROM unnest(skus, units) AS moved(sku, units)
        WHERE NOT EXISTS (SELECT FROM hojreh.stock AS level WHERE level.sku = moved.sku);
        GET DIAGNOSTICS added = ROW_COUNT;
        IF changed + added < cardinality(skus) THEN
            RAISE EXCEPTION 'a SKU was counted for the first time meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
    END IF;
    RETURN true;
END
$$;

-- Whether a find, made again, gives the very records it gave: as many, and in that order each with its version.
CREATE FUNCTION hojreh.finds_the_same(
    kind text, index text, value text, bound text, most bigint, way text, count bigint, versions bigint[]
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    counted bigint;
    now_there bigint[];
BEGIN
    IF way = 'count' THEN
        SELECT count(*) INTO counted FROM (
            SELECT FROM hojreh.found_by AS f
            WHERE f.kind = finds_the_same.kind AND f.idx = index AND f.value = finds_the_same.value LIMIT most
        ) AS part;
        RETURN counted = finds_the_same.count;
    ELSIF way = 'every' THEN
        SELECT array_agg(part.version) INTO now_there FROM (
            SELECT r.version FROM hojreh.records AS r
            WHERE r.kind = finds_the_same.kind AND r.key >= bound ORDER BY r.key LIMIT most
        ) AS part;
    ELSE
        SELECT array_agg(r.version ORDER BY part.mark DESC, part.key DESC) INTO now_there FROM (
            SELECT f.mark, f.key FROM hojreh.found_by AS f
            WHERE f.kind = finds_the_same.kind AND f.idx = index AND f.value = finds_the_same.value AND f.mark < bound
            ORDER BY f.mark DESC, f.key DESC LIMIT most
        ) AS part
        JOIN hojreh.records AS r ON r.kind = finds_the_same.kind AND r.key = part.key;
    END IF;
    RETURN coalesce(now_there, '{}') = versions;
END
$$;

-- Says whether a commit whose answer was lost is kept; one that has not come by now never will be.
-- It writes in either case, so that its own end waits for every standby that the commit should have waited for.
CREATE FUNCTION hojreh.settle(lost uuid) RETURNS boolean LANGUAGE sql AS $$
    INSERT INTO hojreh.commits AS c VALUES (lost, nextval('hojreh.versions'), false)
    ON CONFLICT (token) DO UPDATE SET number = c.number
    RETURNING kept
$$;
