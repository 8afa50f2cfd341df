-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users ADD CONSTRAINT nick_there CHECK (nick IS NOT NULL) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT nick_there;
-- change:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
