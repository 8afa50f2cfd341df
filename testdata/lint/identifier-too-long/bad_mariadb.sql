-- fixture: dialect=mariadb phase=expand
-- refused: is too long
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50));
-- change:
ALTER TABLE users ADD CONSTRAINT users_by_email_for_the_login_page_and_for_the_search_of_the_back_office CHECK (id > 0);
