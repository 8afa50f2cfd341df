-- fixture: dialect=mariadb phase=contract
-- before:
CREATE TABLE votes (id bigint PRIMARY KEY, user_id bigint, poll int, UNIQUE KEY one_vote (user_id, poll));
-- change:
ALTER TABLE votes DROP COLUMN poll;
