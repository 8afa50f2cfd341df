-- Literals
SELECT 1, 1.5, .5, 5., 1e10, 1.5e-3, 2E+4;
SELECT 'a', 'it''s', '';
SELECT 'a'
  'b'
  'c';
SELECT E'a\nb', e'it\'s', E'\\', E'\x41\u0041\U00000041', E'a''b';
SELECT U&'d\0061t\+000061', u&'\0441', U&'d!0061' UESCAPE '!', U&'x' uescape '#';
SELECT B'101', b'', X'1F', x'ab', N'national';
SELECT $$dollar$$, $tag$ it's $$ inside $tag$, $a1$x$a1$, $$$$;
SELECT TRUE, FALSE, NULL, true AND false;
SELECT date '2020-01-01', time '12:00', timestamp '2020-01-01 12:00', timestamptz '2020-01-01 12:00+00';
SELECT timestamp with time zone '2020-01-01', timestamp(3) without time zone '2020-01-01', time(2) with time zone '12:00';
SELECT interval '1 day', interval '1' year, interval '1-2' year to month, interval '1' second(3), interval(2) '1 hour', interval '1' day to second(2);
SELECT int '1', integer '2', float8 '1.5', numeric(5, 2) '1.5', varchar(10) 'x', shop.mood 'happy', bool 't';
SELECT double precision '1.5', character varying(3) 'abc', character 'a', char(2) 'ab', bit varying(3) '101', bit '1', national character varying (5) 'x';
SELECT jsonb '{"a": 1}', json $$[]$$, point '(1,2)', inet '::1', regclass 'shop.t', name 'x', date $$2020-01-01$$;
SELECT '1'::int, '{}'::text[], '1'::numeric(5, 2), 'x'::character varying(5), now()::timestamp(0) without time zone;
SELECT '1 day'::interval day to second, '1'::bit(3), 'a'::"char", 'x'::shop.mood, 'y'::shop."Mood"[], '{1}'::int[3][], 'a'::text COLLATE "C";
SELECT CAST('1' AS int), CAST(a AS numeric(5, 2)), CAST(b AS shop.mood[]), CAST(NULL AS timestamp with time zone);
SELECT -1, +1, - -1, -a, +a, @ -5, |/ 25, ||/ 27, ~ 5, !! 'a', @-@ b;
SELECT $1, $2::int, ($3).x, $4[1];

-- Names
SELECT a, t.a, shop.t.a, db.shop.t.a, "A", "t"."A", t."a b", U&"\0061bc", U&"d!0061t" UESCAPE '!';
SELECT a.select, a."from", a.where, t.order, t.user FROM t;
SELECT value, key, name, type, position, date, year, month, zone, at, no FROM t;
SELECT current_date, current_time, current_time(2), current_timestamp, current_timestamp(3), localtime, localtime(1), localtimestamp, localtimestamp(0);
SELECT current_user, current_role, session_user, user, current_catalog, current_schema, current_schema();
SELECT été, naïve_col, "ünïcode" FROM tablé;

-- Operators
SELECT a + b, a - b, a * b, a / b, a % b, a ^ b;
SELECT a = b, a <> b, a != b, a < b, a > b, a <= b, a >= b;
SELECT a || b, a || ' ' || b, a -> 'x', a ->> 'x', a #> '{x}', a #>> '{x,y}', a @> b, a <@ b, a ? 'x', a ?| b, a ?& b;
SELECT a ~ 'x', a ~* 'x', a !~ 'x', a !~* 'x', a ~~ 'x', a !~~ 'x', a ~~* 'x', a !~~* 'x';
SELECT a && b, a << b, a >> b, a &< b, a &> b, a -|- b, a @@ b, a @@@ b, a <-> b, a <=> b, a <#> b, a #- b, a # b, a & b, a | b;
SELECT a ~= b, a |>> b, a <<| b, a ?- b, a ?-| b, a ?|| b, a ## b, a ^@ b, a @? b, a <% b, a %> b;
SELECT a === b, a <<>> b, a ~<~ b, a *= b, a |&> b, a -@ b;
SELECT a OPERATOR(pg_catalog.+) b, OPERATOR(pg_catalog.-) a, a OPERATOR(=) b, a OPERATOR(shop.<->) b + 1;
SELECT a+b, a-b, a*-b, a- -b, a<-b, a>-1, a=-1, a||-b, a*b/c%d;
SELECT a AND b OR NOT c, NOT a, NOT NOT a, (a OR b) AND (c OR d), a = b AND c <> d;
SELECT a IS NULL, a IS NOT NULL, a ISNULL, a NOTNULL, a IS TRUE, a IS NOT TRUE, a IS FALSE, a IS NOT FALSE, a IS UNKNOWN, a IS NOT UNKNOWN;
SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b, a IS DISTINCT FROM NULL, (a, b) IS DISTINCT FROM (c, d), (a, b) IS NULL;
SELECT a IS DOCUMENT, a IS NOT DOCUMENT, a IS NORMALIZED, a IS NOT NORMALIZED, a IS NFC NORMALIZED, a IS NOT NFKD NORMALIZED;
SELECT 1 FROM t WHERE a IS NFC NORMALIZED AND b IS NOT NFKC NORMALIZED OR c IS NORMALIZED;
SELECT a BETWEEN 1 AND 2, a NOT BETWEEN 1 AND 2, a BETWEEN SYMMETRIC 2 AND 1, a NOT BETWEEN ASYMMETRIC b + 1 AND c * 2, a BETWEEN 1 AND 2 AND b;
SELECT a IN (1), a IN (1, 2, 3), a NOT IN (1, 2), a IN (SELECT b FROM u), a NOT IN (SELECT b FROM shop.u WHERE u.c = t.c), (a, b) IN ((1, 2), (3, 4)) FROM t;
SELECT (a, b) IN (SELECT c, d FROM u), ROW(a, b) IN (SELECT 1, 2), a IN ((SELECT 1), 2), a IN (VALUES (1), (2)), a IN (TABLE u), a IN (WITH q AS (SELECT 1) SELECT * FROM q) FROM t;
SELECT a LIKE 'x%', a NOT LIKE 'x', a ILIKE 'x', a NOT ILIKE 'x', a LIKE 'x!%' ESCAPE '!', a NOT LIKE b || '%' ESCAPE '\', a LIKE ANY (ARRAY['x', 'y']), a LIKE ALL (b);
SELECT a SIMILAR TO 'x', a NOT SIMILAR TO 'x|y', a SIMILAR TO 'x' ESCAPE '!', a NOT SIMILAR TO b ESCAPE 'y' OR c;
SELECT a = ANY (b), a = ANY (ARRAY[1, 2]), a = ANY ('{1,2}'), a <> ALL (b), a > SOME (b), a = ANY (SELECT x FROM u), a < ALL (SELECT x FROM shop.u), a = ANY ((SELECT b)::int[]);
SELECT a OPERATOR(pg_catalog.=) ANY (b), a NOT LIKE ALL (SELECT x FROM u), a ~ ANY (b), a ILIKE SOME (ARRAY['x']);
SELECT (a, b) = (c, d), ROW(a, b) < ROW(c, d), (a, b) = (SELECT 1, 2), ROW(a) = ROW(b), ROW() IS NULL, ROW(t.*) = ROW(u.*), (a, b) >= (1, 2) FROM t, u;
SELECT (a, b) OVERLAPS (c, d), ROW(a, b) OVERLAPS ROW(c, interval '1 day'), (now(), now()) OVERLAPS (a, b) AND c;
SELECT a AT TIME ZONE 'utc', a AT TIME ZONE b || c, now() AT TIME ZONE 'utc' AT TIME ZONE 'cet', (a + interval '1 day') AT TIME ZONE interval '1 hour', a::timestamp AT TIME ZONE 'utc' > b;
SELECT a COLLATE "C", a COLLATE pg_catalog."C" < b, lower(a COLLATE "de_DE"), a || b COLLATE "C";
SELECT a::int::text, a::int + b::int, (a)::int, -a::int, a.b::int, f(a)::int[], a[1]::int, 'x'::text || 'y', NOT a::bool, a::int IS NULL, a::timestamp with time zone AT TIME ZONE 'utc';

-- Subscripts and fields
SELECT a[1], a[1][2], a[1:2], a[:2], a[1:], a[:], a[1][2:3], a[b], a[b + 1:c], a['x'], a['x']['y'], t.a[1], (a || b)[1], (f(a))[1];
SELECT a[(SELECT max(i) FROM u)], (ARRAY[1, 2, 3])[2:3], ('{1,2}'::int[])[1], a[1].b, a[1].b[2].c, (a).b.c, (a.b).c, ($1).a, (t.*).a FROM t;
SELECT ARRAY[1, 2], ARRAY[]::int[], ARRAY[[1, 2], [3, 4]], ARRAY[ARRAY[1], ARRAY[2]], ARRAY[a, (SELECT b FROM u), f(c)], ARRAY['a', 'b']::text[], ARRAY[(1, 2), ROW(3, 4)], ARRAY[[]];
SELECT ARRAY(SELECT a FROM t ORDER BY a), ARRAY(VALUES (1), (2)), array_agg(x) || ARRAY(SELECT b FROM shop.u);
SELECT ROW(1, 2, 3), ROW(a, NULL), ROW(), (1, 2), (a, b, c), ((1, 2), 3), ROW(ROW(1), (2, 3)), ROW((SELECT a FROM t), 1);

-- Conditions and subqueries
SELECT CASE WHEN a THEN 1 END, CASE WHEN a THEN 1 ELSE 2 END, CASE a WHEN 1 THEN 'x' WHEN 2 THEN 'y' ELSE 'z' END, CASE WHEN a > 1 AND b THEN (SELECT c FROM u) ELSE CASE WHEN d THEN 1 END END;
SELECT CASE (a, b) WHEN (1, 2) THEN 1 END, CASE WHEN EXISTS (SELECT 1 FROM u) THEN 1 END + 1, -CASE WHEN a THEN 1 END, CASE a + b WHEN c * 2 THEN d::text END;
SELECT (SELECT 1), (SELECT max(a) FROM t), ((SELECT 1)), (SELECT a FROM t LIMIT 1) + 1, (VALUES (1)), (TABLE t), (WITH q AS (SELECT 1) SELECT * FROM q);
SELECT EXISTS (SELECT 1), EXISTS (SELECT FROM t WHERE t.a = u.a), NOT EXISTS (TABLE t), EXISTS (VALUES (1)), EXISTS ((SELECT 1 FROM v)) FROM u;
SELECT ((SELECT a FROM t) UNION (SELECT b FROM u)), ((SELECT a FROM t) ORDER BY 1 LIMIT 1), ((SELECT 1) EXCEPT SELECT 2), (((SELECT a FROM t)));
SELECT (SELECT (SELECT (SELECT a FROM t1) FROM t2) FROM t3) FROM t4 WHERE a IN (SELECT b FROM t5 WHERE c = (SELECT d FROM t6));
SELECT coalesce(a, b, 1), nullif(a, ''), greatest(a, b), least(1, 2), coalesce((SELECT a FROM t), 0), coalesce(a);

-- Calls
SELECT f(), f(1), f(a, b), shop.f(a), db.shop.f(), "F"(1), f((1)), f((SELECT 1)), f(ARRAY[1]), f(f(f(a)));
SELECT f(a => 1, b => 'x'), f(1, b := 2), f(VARIADIC ARRAY[1, 2]), f(1, VARIADIC a), f(VARIADIC a => b), f(ALL a), f(DISTINCT a);
SELECT count(*), count(DISTINCT a), count(ALL a), sum(DISTINCT a + b), string_agg(a, ',' ORDER BY b DESC, c), array_agg(DISTINCT a ORDER BY a NULLS FIRST), json_agg(t ORDER BY t.a) FROM t;
SELECT count(*) FILTER (WHERE a > 1), sum(a) FILTER (WHERE b IN (SELECT c FROM u)), percentile_cont(0.5) WITHIN GROUP (ORDER BY a), mode() WITHIN GROUP (ORDER BY a DESC) FILTER (WHERE b) FROM t;
SELECT array_agg((SELECT max(x) FROM shop.u) ORDER BY (SELECT 1 FROM v)) FROM t;
SELECT extract(year FROM a), extract('epoch' FROM now()), extract(day FROM a - b), extract(epoch FROM (SELECT max(a) FROM t)), extract(timezone_hour FROM a), extract("Day" FROM a);
SELECT position('a' IN b), position(a IN b || c), position('x' IN (SELECT y FROM u)), overlay(a PLACING b FROM 1), overlay(a PLACING 'x' FROM 2 FOR 3), overlay(a, b, 1);
SELECT substring(a FROM 1), substring(a FROM 1 FOR 2), substring(a FOR 2), substring(a FOR 2 FROM 1), substring(a, 1, 2), substring(a FROM '^x'), substring(a SIMILAR 'x' ESCAPE '#'), substring(a);
SELECT trim(a), trim(BOTH FROM a), trim(BOTH 'x' FROM a), trim(LEADING ' ' FROM a), trim(TRAILING FROM a), trim('x' FROM a), trim(FROM a), trim(BOTH a, b), trim(a, 'x'), trim(TRAILING a || 'x' FROM (SELECT b FROM t));
SELECT normalize(a), normalize(a, NFC), treat(a AS int), collation for (a), collation for ('x' COLLATE "C"), pg_typeof(a), grouping(a);
SELECT xmlelement(name foo), xmlelement(name "Foo", xmlattributes(a AS b, c), 'x', d), xmlconcat(a, b), xmlforest(a, b AS "B"), xmlpi(name php, 'x'), xmlpi(name php);
SELECT xmlparse(DOCUMENT a), xmlparse(CONTENT '<a/>' PRESERVE WHITESPACE), xmlparse(CONTENT a STRIP WHITESPACE), xmlroot(a, version '1.0'), xmlroot(a, version no value, standalone yes), xmlroot(a, version b, standalone no value);
SELECT xmlserialize(CONTENT a AS text), xmlserialize(DOCUMENT a AS varchar(10)), xmlexists('//a' PASSING b), xmlexists('//a' PASSING BY REF b BY REF), xmlexists(a PASSING (SELECT d FROM docs)), xmlagg(a ORDER BY b);
SELECT json_build_object('a', 1, 'b', (SELECT c FROM u)), jsonb_path_query(a, '$.x'), json_object_agg(k, v), to_jsonb(t) - 'a', jsonb_set(a, '{x}', b::jsonb) FROM t;
SELECT left(a, 1), right(a, 2), char_length(a), row_number() OVER (), lag(a, 1, 0) OVER (ORDER BY b), nth_value(a, 2) OVER w FROM t WINDOW w AS (ORDER BY a);
SELECT f(a ORDER BY b), f(a, b ORDER BY c USING >), f(*) FROM t;
SELECT exists(SELECT 1 FROM t), any_value(a), every(b), some_function(c), all_of(d), array_length(a, 1), if(a, b) FROM t;
SELECT date_trunc('day', a)::date, date(a), timezone('utc', a), now() - interval '1 day' * a, make_interval(days => a), a + b * interval '1 hour';
SELECT lower(trim(both ' ' from substring(a from 1 for position('@' in a) - 1))), extract(epoch from (max(a) - min(b))) / 60 FROM t;
SELECT a.f(1), (a).f, (f(a)).b.c, (f(a)).*, (f(a)).b[1], (shop.f(a)).b FROM t;

-- Everything once more, deep inside
SELECT 1 FROM t WHERE (a, b) = (SELECT c, d FROM u WHERE u.e = ANY (SELECT f FROM v WHERE v.g = (CASE WHEN EXISTS (SELECT 1 FROM w) THEN 1 END)));
SELECT f(CASE WHEN a IN (SELECT b FROM u1) THEN ARRAY[(SELECT c FROM u2)] ELSE ARRAY(SELECT d FROM u3) END) OVER (PARTITION BY (SELECT e FROM u4) ORDER BY (SELECT g FROM u5)) FROM u6 GROUP BY (SELECT h FROM u7) HAVING (SELECT i FROM u8) ORDER BY (SELECT j FROM u9) LIMIT (SELECT k FROM u10) OFFSET (SELECT l FROM u11);
SELECT x.a FROM (SELECT a FROM (SELECT a FROM (SELECT a FROM s.deep) p) q) x JOIN (SELECT b FROM s.other) y ON x.a = (SELECT max(b) FROM s.third) WHERE x.a[(SELECT 1 FROM s.fourth)] BETWEEN (SELECT 1 FROM s.fifth) AND (SELECT 2 FROM s.sixth);
SELECT substring(a FROM (SELECT 1 FROM v1) FOR (SELECT 2 FROM v2)), trim((SELECT 'x' FROM v3) FROM a), overlay(a PLACING (SELECT b FROM v4) FROM 1), position((SELECT c FROM v5) IN a), CAST((SELECT d FROM v6) AS int), xmlforest((SELECT e FROM v7) AS x);
