-- fixture: dialect=postgres phase=expand
-- before:
CREATE AGGREGATE first_of (anyelement) (SFUNC = first_agg, STYPE = anyelement);
-- change:
CREATE OR REPLACE AGGREGATE first_of (anyelement) (SFUNC = last_agg, STYPE = anyelement);
