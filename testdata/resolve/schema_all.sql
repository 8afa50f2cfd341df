CREATE TABLE teams (id integer PRIMARY KEY, title varchar(40) NOT NULL, owner_id integer);
CREATE TABLE users (id integer PRIMARY KEY, name varchar(40) NOT NULL, nick varchar(40), age integer, team_id integer);
CREATE UNIQUE INDEX one_nick ON users (nick);
CREATE TABLE orders (id integer PRIMARY KEY, user_id integer, total integer, note varchar(40));
CREATE TABLE tags (id integer PRIMARY KEY, name varchar(40));
CREATE TABLE order_tags (order_id integer NOT NULL, tag_id integer NOT NULL, PRIMARY KEY (order_id, tag_id));
CREATE TABLE events (what varchar(40), made integer);
CREATE VIEW user_names AS SELECT id, name FROM users WHERE age > 17;
CREATE VIEW order_sums (user_id, sum_total) AS SELECT user_id, sum(total) FROM orders GROUP BY user_id;
