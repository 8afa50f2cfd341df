-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, mail text);
CREATE FUNCTION copy_email() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.mail := NEW.email; RETURN NEW; END';
CREATE TRIGGER keep_mail BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION copy_email();
-- change:
DROP TRIGGER keep_mail ON users;
CREATE TRIGGER keep_mail BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION copy_email();
