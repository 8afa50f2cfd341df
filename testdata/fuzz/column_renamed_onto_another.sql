CREATE TABLE refs (n bigint, nn int DEFAULT 1);
ALTER TABLE refs RENAME COLUMN n TO nn;
ALTER TABLE refs CHANGE nn N bigint;
