-- fixture: dialect=sqlite phase=contract
-- refused: error in trigger lower_email after drop column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE TRIGGER lower_email AFTER INSERT ON users BEGIN UPDATE users SET email = lower(NEW.email) WHERE id = NEW.id; END;
-- change:
ALTER TABLE users DROP COLUMN email;
