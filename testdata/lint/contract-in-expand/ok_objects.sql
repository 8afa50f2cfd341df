-- fixture: dialect=postgres phase=expand
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TYPE mood ADD VALUE 'calm';
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
CREATE SEQUENCE numbers;
ALTER SEQUENCE numbers RESTART WITH 5;
CREATE TABLE moods (id bigint PRIMARY KEY, now mood NOT NULL);
COMMENT ON TABLE moods IS 'what people feel';
GRANT SELECT ON moods TO web;
TRUNCATE moods;
CREATE POLICY own ON moods USING (true);
DO $$
BEGIN
  CREATE TABLE more_moods (id bigint PRIMARY KEY);
  ALTER TABLE more_moods DROP COLUMN id;
END $$;
DROP SEQUENCE numbers;
ALTER TABLE moods OWNER TO admin;
ALTER TYPE mood OWNER TO admin;
