INSERT INTO users (id, nick) VALUES (1, '${not replaced}');
UPDATE users SET nick = 'x' WHERE id = 1;
