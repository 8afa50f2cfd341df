-- fixture: dialect=postgres phase=expand
EXECUTE a_prepared_change;
ALTER ROLE web SET search_path = elsewhere;
DO LANGUAGE plpython3u $$ import os $$;
