-- Whether a find, made again, gives the very records it gave: as many, and in that order each with its version.
CREATE OR REPLACE FUNCTION hojreh.finds_the_same(
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
    ELSIF way = 'first' THEN
        SELECT array_agg(r.version ORDER BY part.mark, part.key) INTO now_there FROM (
            SELECT f.mark, f.key FROM hojreh.found_by AS f
            WHERE f.kind = finds_the_same.kind AND f.idx = index AND f.value = finds_the_same.value AND f.mark > bound
            ORDER BY f.mark, f.key LIMIT most
        ) AS part
        JOIN hojreh.records AS r ON r.kind = finds_the_same.kind AND r.key = part.key;
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
