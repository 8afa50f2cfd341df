-- fixture: dialect=postgres phase=expand
-- change:
CREATE OR REPLACE AGGREGATE first_of (anyelement) (SFUNC = first_agg, STYPE = anyelement);
