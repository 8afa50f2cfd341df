-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE crates (id bigint PRIMARY KEY, name text, words tsvector);
CREATE FUNCTION search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := to_tsvector('english', NEW.name);
  RETURN NEW;
END $$;
CREATE TRIGGER search_words BEFORE INSERT OR UPDATE ON crates FOR EACH ROW EXECUTE FUNCTION search();
-- change:
ALTER TABLE crates ALTER COLUMN words SET NOT NULL;
