-- fixture: dialect=postgres phase=expand
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
CREATE INDEX users_by_email_for_the_login_page_and_for_the_search_of_the_back_office ON users (email);
