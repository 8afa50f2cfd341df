CREATE INDEX by_name ON 영도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도 (full_name);
CREATE TABLE 도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도도 (id int);
